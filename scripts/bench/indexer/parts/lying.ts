import { waitFor } from "../../../services/wait-for.ts";
import type { Figure, Measured } from "../../figure.ts";
import { mineEvents, type BenchChain } from "../chain/bench-chain.ts";
import { trueDigest } from "../chain/truth.ts";
import { watchClaims } from "../measuring/claims.ts";
import { secondsUntilRight } from "../measuring/recovery.ts";
import type { Behaviour } from "../proxy/lies.ts";
import { startRpcProxy, type RpcProxy } from "../proxy/proxy.ts";
import type { Subject } from "../subjects/subject.ts";
import { withSubject, type SubjectRun } from "../subject-run.ts";
import { withChain, type World } from "../world.ts";
import { forEachSubject, onlyOurs } from "./part.ts";

const SHAPE = { eventsPerBlock: 200 };
const PATIENCE_MILLISECONDS = 30_000;
const NOTICE_MILLISECONDS = 10_000;
const BLOCKS = 10;

interface Lie {
  title: string;
  /** From the start on, or only once it is ready. */
  from: "start" | "ready";
  behaviour: Behaviour;
  /** Whether it must be right while the node still lies; otherwise soon after it tells the truth again. */
  heals: "under the lie" | "after the lie";
  /** It must say, while the lie lasts, that it is not ready. */
  isAdmitted?: true;
}

const LIES: readonly Lie[] = [
  { title: "one log withheld per answer", from: "start", behaviour: { withholdsLog: true }, heals: "under the lie" },
  { title: "1 % of requests refused", from: "start", behaviour: { refusedShare: 0.01 }, heals: "under the lie" },
  { title: "empty tip", from: "ready", behaviour: { emptyTipBlocks: 3 }, heals: "after the lie" },
  { title: "stale head", from: "ready", behaviour: { staleBlocks: 20 }, heals: "after the lie", isAdmitted: true },
];

/** A node that leaves out, lags or refuses. The peers show what they make of the first lie; ours must pass all. */
export async function lying(world: World): Promise<Figure[]> {
  return withChain(world, { ...SHAPE, events: world.settings.callsEvents }, async (chain) => {
    const peers = { ...world, subjects: world.subjects.filter(({ name }) => name !== "ours" && name !== "ceiling") };
    const figures = await forEachSubject(peers, "one log withheld per answer", (subject) => believed(world, chain, subject));
    for (const lie of LIES) figures.push(...(await onlyOurs(world, lie.title, (subject) => told(world, chain, subject, lie))));
    return figures;
  });
}

/** What a peer has made of it when it says that it is ready. */
async function believed(world: World, chain: BenchChain, subject: Subject): Promise<Measured[]> {
  return behind(world, chain, subject, async (run, proxy) => {
    proxy.behaviour = { withholdsLog: true };
    await run.start();
    await run.untilReady();
    const missing = world.settings.callsEvents - (await run.count());
    return [{ figure: `one log withheld per answer: rows missing when ready, ${subject.name}`, value: missing, unit: "rows" }];
  });
}

async function told(world: World, chain: BenchChain, subject: Subject, lie: Lie): Promise<Measured[]> {
  return behind(world, chain, subject, async (run, proxy) => {
    if (lie.from === "start") proxy.behaviour = lie.behaviour;
    const said: Measured[] = [];
    await run.start();
    const endWatch = watchClaims(run, chain);
    if (lie.from === "ready") {
      await run.untilReady();
      proxy.behaviour = lie.behaviour;
      // A socket that was opened before would go on telling the truth.
      proxy.moveTo(chain.rpcUrl);
      for (let block = 0; block < BLOCKS; block++) await mineEvents(chain, 3);
      if (lie.isAdmitted) said.push(await admits(run, lie.title));
    }
    if (lie.heals === "after the lie") proxy.behaviour = {};
    const started = performance.now();
    const seconds = await secondsUntilRight(run, await trueDigest(chain), started, PATIENCE_MILLISECONDS);
    const { falselyReady, states, lostRows } = await endWatch();
    const note = `${proxy.counts.withheld} logs withheld, ${proxy.counts.refused} requests refused; states: ${[...states].join(", ")}`;
    // A head that stays lower is a rewind to a development node, so there rows may go, and come back.
    return [
      ...said,
      { figure: `${lie.title}: ready while wrong`, value: falselyReady, unit: "times", goal: 0, note },
      { figure: `${lie.title}: rows that went away`, value: lostRows, unit: "rows", goal: lie.isAdmitted ? null : 0 },
      { figure: `${lie.title}: right by itself`, value: Number(seconds !== undefined), unit: "runs", goal: 1, bound: "at least" },
      { figure: `${lie.title}: right after`, value: seconds ?? NaN, unit: "s" },
    ];
  });
}

async function behind(
  world: World,
  chain: BenchChain,
  subject: Subject,
  work: (run: SubjectRun, proxy: RpcProxy) => Promise<Measured[]>,
): Promise<Measured[]> {
  const proxy = await startRpcProxy({ rpcUrl: chain.rpcUrl, random: world.random });
  try {
    const detour = { rpcUrl: proxy.url, webSocketUrl: proxy.webSocketUrl };
    return await withSubject(world, subject, chain, (run) => work(run, proxy), detour);
  } finally {
    await proxy.close();
  }
}

/** Gives it time to notice. */
async function admits({ sql }: SubjectRun, title: string): Promise<Measured> {
  const text = "SELECT 1 FROM event_anchor.chain_cursor WHERE state <> 'ready'";
  const isAdmitted = async () => (await sql.query(text)).rowCount === 1;
  const wait = { what: "the admission", deadlineMilliseconds: NOTICE_MILLISECONDS, pollMilliseconds: 2 };
  const hasAdmitted = await waitFor(isAdmitted, wait).catch(() => false);
  return { figure: `${title}: said that it is not ready`, value: Number(hasAdmitted), unit: "runs", goal: 1, bound: "at least" };
}
