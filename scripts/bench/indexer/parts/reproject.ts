import { setTimeout as pause } from "node:timers/promises";
import type { Figure, Measured } from "../../figure.ts";
import type { BenchChain } from "../chain/bench-chain.ts";
import { runCommand } from "../subjects/ours.ts";
import type { Subject } from "../subjects/subject.ts";
import { withSubject, type SubjectRun } from "../subject-run.ts";
import { withChain, type World } from "../world.ts";
import { onlyOurs } from "./part.ts";

const SECONDS_PER_100_000 = 1;
const RESYNC_SECONDS_PER_100_000 = 120;
/** Nobody answers there: the chain may not be asked. */
const NO_NODE = "http://127.0.0.1:9";
/** Rows that old code is supposed to have got wrong. */
const DAMAGE = "UPDATE event_anchor.event_anchored SET time = time + 1 WHERE block_number % 7 = 0";

/** The tables made anew while others read: from the stored logs, as after a change of the code that makes them; then all of it from the chain. */
export async function reproject(world: World): Promise<Figure[]> {
  return withChain(world, { events: world.settings.denseEvents, eventsPerBlock: 200 }, (chain) =>
    onlyOurs(world, "rebuild of projections", (subject) => rebuild(world, chain, subject)),
  );
}

async function rebuild(world: World, chain: BenchChain, subject: Subject): Promise<Measured[]> {
  return withSubject(world, subject, chain, async (run) => {
    await run.start();
    await run.untilReady();
    await run.stop();
    await run.sql.query(DAMAGE);
    const stopReading = watchCount(run);
    const started = performance.now();
    await runCommand({ ...run.place, rpcUrl: NO_NODE, webSocketUrl: NO_NODE.replace("http", "ws") }, "reproject", "--feed", "event_anchor");
    const seconds = (performance.now() - started) / 1000;
    const fewest = await stopReading();
    const isExact = await run.becomesExact(0);
    const resynced = performance.now();
    await runCommand(run.place, "resync", "--feed", "event_anchor", "--into", "fresh");
    const resyncSeconds = (performance.now() - resynced) / 1000;
    const isExactAgain = await run.becomesExact(0);
    const goal = world.settings.denseEvents;
    return [
      { figure: "rebuild of projections, per 100,000 events", value: (seconds * 100_000) / goal, unit: "s", goal: SECONDS_PER_100_000 },
      { figure: "rebuild of projections: fewest rows a reader saw", value: fewest, unit: "rows", goal, bound: "at least" },
      { figure: "rebuild of projections: equal to the chain", value: Number(isExact), unit: "runs", goal: 1, bound: "at least" },
      { figure: "resync, per 100,000 events", value: (resyncSeconds * 100_000) / goal, unit: "s", goal: RESYNC_SECONDS_PER_100_000 },
      { figure: "resync: equal to the chain", value: Number(isExactAgain), unit: "runs", goal: 1, bound: "at least" },
    ];
  });
}

/** Counts again and again; the returned function ends that and says the fewest. */
function watchCount(run: SubjectRun): () => Promise<number> {
  let fewest = Infinity;
  let isStopped = false;
  const watching = (async () => {
    do {
      fewest = Math.min(fewest, await run.count());
      await pause(50);
    } while (!isStopped);
  })();
  return async () => {
    isStopped = true;
    await watching;
    return fewest;
  };
}
