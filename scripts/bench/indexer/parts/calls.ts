import type { Figure } from "../../figure.ts";
import { backfill } from "../measuring/backfill.ts";
import type { Behaviour } from "../proxy/lies.ts";
import { startRpcProxy, type RpcProxy } from "../proxy/proxy.ts";
import type { Subject } from "../subjects/subject.ts";
import type { BenchChain } from "../chain/bench-chain.ts";
import { withChain, type World } from "../world.ts";
import type { Detour } from "../subject-run.ts";
import { forEachSubject } from "./part.ts";

const EVENTS_PER_BLOCK = 200;
const MOST_CALLS = 20;
const MOST_SECONDS = 2.5;
/** What a hosted node is like: 40 ms away, with limits. */
const HOSTED: Behaviour = { latencyMilliseconds: 40, mostLogs: 10_000, mostBlocks: 2_000 };

/** What each asks of a node for the same history, until it says that it is ready. */
export async function calls(world: World): Promise<Figure[]> {
  const events = world.settings.callsEvents;
  return withChain(world, { events, eventsPerBlock: EVENTS_PER_BLOCK }, (chain) =>
    forEachSubject(world, "RPC calls", async (subject) => {
      // Ours follows the product's own contract, too, which the others do not have: its questions are not counted.
      const { asked, isExact } = await behindProxy(world, subject, chain, {}, { otherRpcUrl: chain.rpcUrl });
      const value = Object.values(asked.calls).reduce((sum, count) => sum + count, 0);
      const goal = subject.name === "ours" ? MOST_CALLS : null;
      const note = `${Math.round(asked.bytes / 2 ** 20)} MB${isExact ? "" : ", rows differ"}`;
      return [{ figure: `RPC calls for ${events.toLocaleString("en")}, ${subject.name}`, value, unit: "calls", goal, note }];
    }),
  );
}

/** The same over a distance. */
export async function roundTrip(world: World): Promise<Figure[]> {
  const events = world.settings.callsEvents;
  return withChain(world, { events, eventsPerBlock: EVENTS_PER_BLOCK }, (chain) =>
    forEachSubject(world, "hosted node", async (subject) => {
      const { seconds, isExact } = await behindProxy(world, subject, chain, HOSTED);
      const goal = subject.name === "ours" ? MOST_SECONDS : null;
      const title = `${events.toLocaleString("en")} from 40 ms away, capped, ${subject.name}`;
      return [{ figure: title, value: seconds, unit: "s", goal, note: isExact ? undefined : "rows differ" }];
    }),
  );
}

async function behindProxy(world: World, subject: Subject, chain: BenchChain, behaviour: Behaviour, detour: Detour = {}) {
  const proxy: RpcProxy = await startRpcProxy({ rpcUrl: chain.rpcUrl, random: world.random, behaviour });
  try {
    // Heads come from the node itself, for every subject: only requests are counted.
    let asked = structuredClone(proxy.counts);
    const result = await backfill(world, subject, chain, { rpcUrl: proxy.url, ...detour }, () => (asked = structuredClone(proxy.counts)));
    return { ...result, asked };
  } finally {
    await proxy.close();
  }
}
