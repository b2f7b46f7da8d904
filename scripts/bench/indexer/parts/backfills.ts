import { figure, type Figure, type Measured } from "../../figure.ts";
import type { BenchChain } from "../chain/bench-chain.ts";
import { backfill, type Backfill } from "../measuring/backfill.ts";
import { median } from "../measuring/statistics.ts";
import type { SubjectName } from "../settings.ts";
import type { World } from "../world.ts";
import { failed, progress } from "./part.ts";

/** A peer that takes longer than this is measured once: its figure is known well enough. */
const LONG_SECONDS = 60;

export type Backfills = Map<SubjectName, Backfill[] | Error>;

/** Runs all subjects in turn, several times over, so that what else the machine does hits all alike. */
export async function interleaved(world: World, title: string, chain: BenchChain): Promise<Backfills> {
  const found: Backfills = new Map();
  for (let round = 1; round <= world.settings.runs; round++)
    for (const subject of world.subjects) {
      const before = found.get(subject.name) ?? [];
      if (before instanceof Error || before.some(({ seconds }) => seconds > LONG_SECONDS)) continue;
      const result = await backfill(world, subject, chain).catch((error: unknown) =>
        error instanceof Error ? error : new Error(String(error)),
      );
      found.set(subject.name, result instanceof Error ? result : [...before, result]);
      progress(`${title} ${round}: ${subject.name} ${result instanceof Error ? result.message.split("\n")[0] : told(result)}`);
    }
  return found;
}

function told({ seconds, isExact, peakMegabytes, cpuSeconds, postgresCpuSeconds }: Backfill): string {
  const parts = [
    `${seconds.toFixed(2)} s`,
    isExact ? "exact" : "ROWS DIFFER",
    `${Math.round(peakMegabytes)} MB`,
    `CPU ${cpuSeconds.toFixed(2)} + ${postgresCpuSeconds.toFixed(2)} s`,
  ];
  return parts.join(", ");
}

/** Events a second, the median of all runs. NaN when there are none. */
export function eventsPerSecond(found: Backfills, name: SubjectName): number {
  return median(runsOf(found, name).map(({ rows, seconds }) => rows / seconds));
}

export function runsOf(found: Backfills, name: SubjectName): Backfill[] {
  const runs = found.get(name);
  return runs === undefined || runs instanceof Error ? [] : runs;
}

/** The rate of each subject, with the goals that ours has beside the ceiling and the fastest peer. */
export function rateFigures(title: string, found: Backfills, goals: { ceilingShare: number; timesPeer: number }): Figure[] {
  const ceiling = eventsPerSecond(found, "ceiling");
  const figures: Figure[] = [];
  for (const [name, runs] of found) {
    if (runs instanceof Error) {
      figures.push(failed(title, name, runs));
      continue;
    }
    const value = eventsPerSecond(found, name);
    const wrong = runs.filter(({ isExact }) => !isExact).length;
    const note = `${runs.length === 1 ? "one run" : `median of ${runs.length} runs`}${wrong > 0 ? `, rows differ in ${wrong}` : ""}`;
    const measured: Measured = { figure: `${title}, ${name}`, value, unit: "events/s", bound: "at least", note };
    if (name !== "ceiling" && ceiling > 0) measured.reference = { value: ceiling, name: "ceiling" };
    if (name === "ours") measured.ratioGoal = goals.ceilingShare;
    figures.push(figure(measured));
  }
  return [...figures, ...besidePeers(title, found, goals.timesPeer), ...exactness(title, found)];
}

function besidePeers(title: string, found: Backfills, ratioGoal: number): Figure[] {
  const peers = [...found.keys()].filter((name) => name !== "ours" && name !== "ceiling" && runsOf(found, name).length > 0);
  const [fastest] = peers.sort((one, other) => eventsPerSecond(found, other) - eventsPerSecond(found, one));
  const value = eventsPerSecond(found, "ours");
  if (fastest === undefined || Number.isNaN(value)) return [];
  const reference = { value: eventsPerSecond(found, fastest), name: fastest };
  return [figure({ figure: `${title}, ours beside the fastest peer`, value, unit: "events/s", bound: "at least", reference, ratioGoal })];
}

function exactness(title: string, found: Backfills): Figure[] {
  const runs = runsOf(found, "ours");
  if (runs.length === 0) return [];
  const value = runs.filter(({ isExact }) => isExact).length;
  return [figure({ figure: `${title}, ours equal to the chain`, value, unit: "runs", goal: runs.length, bound: "at least" })];
}
