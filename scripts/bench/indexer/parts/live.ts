import { setTimeout as pause } from "node:timers/promises";
import { AbiCoder, keccak256 } from "ethers";
import type { Figure, Measured } from "../../figure.ts";
import { mineEmpty, sendEvents, type BenchChain } from "../chain/bench-chain.ts";
import { anchorInterface } from "../chain/contract.ts";
import { quantile } from "../measuring/statistics.ts";
import { between } from "../random.ts";
import type { Subject } from "../subjects/subject.ts";
import { withSubject, type SubjectRun } from "../subject-run.ts";
import { withChain, type World } from "../world.ts";
import { forEachSubject } from "./part.ts";

const P50_MILLISECONDS = 10;
const P95_MILLISECONDS = 15;
/** A row that is not there by then was missed. */
const MISSED_MILLISECONDS = 10_000;
/** Blocks come at no beat that a poller could fall in with. */
const GAP_MILLISECONDS = { least: 150, most: 850 };

/** From the request to mine a block until its row can be read on another connection. */
export async function live(world: World): Promise<Figure[]> {
  return withChain(world, { events: 2_000, eventsPerBlock: 200 }, async (chain) => [
    ...(await forEachSubject(world, "live", (subject) => delays(world, chain, subject, false))),
    ...(await forEachSubject(tunable(world), "live, tuned", (subject) => delays(world, chain, subject, true))),
  ]);
}

/** Peers that have settings that make them faster than they are shipped. */
function tunable(world: World): World {
  return { ...world, subjects: world.subjects.filter(({ name }) => name === "ponder" || name === "sqd") };
}

async function delays(world: World, chain: BenchChain, subject: Subject, isTuned: boolean): Promise<Measured[]> {
  const found = await withSubject(world, subject, chain, (run) => sample(world, chain, run), { isTuned });
  const seen = found.filter((milliseconds) => milliseconds < MISSED_MILLISECONDS);
  const isOurs = subject.name === "ours";
  const name = `${subject.name}${isTuned ? " tuned" : ""}`;
  return [
    { figure: `live p50, ${name}`, value: quantile(seen, 0.5), unit: "ms", goal: isOurs ? P50_MILLISECONDS : null },
    { figure: `live p95, ${name}`, value: quantile(seen, 0.95), unit: "ms", goal: isOurs ? P95_MILLISECONDS : null },
    { figure: `live missed, ${name}`, value: found.length - seen.length, unit: "rows", goal: isOurs ? 0 : null },
  ];
}

async function sample({ random, settings }: World, chain: BenchChain, run: SubjectRun): Promise<number[]> {
  await run.start();
  await run.untilReady();
  // Some look at the chain's end only when a new block comes.
  await mineEmpty(chain);
  await run.becomesExact(MISSED_MILLISECONDS);
  const found: number[] = [];
  while (found.length < settings.liveSamples) {
    await pause(between(random, GAP_MILLISECONDS.least, GAP_MILLISECONDS.most));
    found.push(await delay(chain, run));
  }
  return found;
}

async function delay(chain: BenchChain, run: SubjectRun): Promise<number> {
  const id = await nextEventId(chain);
  await sendEvents(chain, 1);
  const started = performance.now();
  const mining = chain.anvil.rpc("evm_mine");
  while (!(await run.hasEvent(id)) && performance.now() - started < MISSED_MILLISECONDS) await pause(1);
  const milliseconds = performance.now() - started;
  await mining;
  return milliseconds;
}

/** The id that the contract will give, so that the row can be asked for before anybody has seen the block. */
async function nextEventId({ anvil, address, salt }: BenchChain): Promise<string> {
  const data = anchorInterface().encodeFunctionData("seq");
  const number = BigInt(String(await anvil.rpc("eth_call", [{ to: address, data }, "latest"])));
  return keccak256(AbiCoder.defaultAbiCoder().encode(["uint256", "uint256"], [salt, number]));
}
