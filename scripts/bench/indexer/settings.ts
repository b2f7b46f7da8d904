import { homedir } from "node:os";
import { join } from "node:path";

export const SUBJECTS = ["ceiling", "ponder", "sqd", "envio", "ours"] as const;
export type SubjectName = (typeof SUBJECTS)[number];

/** The parts in the order in which they run. */
export const PARTS = [
  "dense",
  "sparse",
  "memory",
  "calls",
  "roundtrip",
  "live",
  "reorg",
  "replaced",
  "kill",
  "pair",
  "lying",
  "reproject",
] as const;
export type PartName = (typeof PARTS)[number];

/** What a run measures, and how much of it. */
export interface Settings {
  subjects: readonly SubjectName[];
  parts: readonly PartName[];
  /** Times that a backfill is measured; the figure is the median. */
  runs: number;
  denseEvents: number;
  sparseEvents: number;
  /** Of the run that shows whether memory stays flat. */
  memoryEvents: number;
  callsEvents: number;
  liveSamples: number;
  reorgDepths: readonly number[];
  randomReorgs: number;
  /** kill -9 of the indexer, and as many of Postgres. */
  kills: number;
  /** Where the peers are installed, outside the tree, for this run and later ones. */
  cacheFolder: string;
  seed: number;
}

/**
 * Reads BENCH_SUBJECTS, BENCH_PARTS, BENCH_RUNS, BENCH_EVENTS, BENCH_SPARSE_EVENTS, BENCH_MEMORY_EVENTS, BENCH_CALLS_EVENTS, BENCH_SAMPLES,
 * BENCH_REORG_DEPTHS, BENCH_REORGS, BENCH_KILLS and BENCH_CACHE; what is absent takes the size that the goals are set for.
 *
 * @throws {Error} naming a part or subject that does not exist.
 */
export function readSettings(seed: number, env: NodeJS.ProcessEnv = process.env): Settings {
  const count = (name: string, standard: number) => (env[name] ? Number(env[name]) : standard);
  return {
    subjects: choose("BENCH_SUBJECTS", env.BENCH_SUBJECTS, SUBJECTS),
    parts: choose("BENCH_PARTS", env.BENCH_PARTS, PARTS),
    runs: count("BENCH_RUNS", 3),
    denseEvents: count("BENCH_EVENTS", 100_000),
    sparseEvents: count("BENCH_SPARSE_EVENTS", 20_000),
    memoryEvents: count("BENCH_MEMORY_EVENTS", 1_000_000),
    callsEvents: count("BENCH_CALLS_EVENTS", 50_000),
    liveSamples: count("BENCH_SAMPLES", 50),
    reorgDepths: (env.BENCH_REORG_DEPTHS ?? "1,3,10,29,45,64,128,256,512,1000").split(",").map(Number),
    randomReorgs: count("BENCH_REORGS", 100),
    kills: count("BENCH_KILLS", 50),
    cacheFolder: env.BENCH_CACHE || join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "waybill-bench"),
    seed,
  };
}

function choose<Name extends string>(variable: string, text: string | undefined, all: readonly Name[]): readonly Name[] {
  if (!text) return all;
  const wanted = text.split(",");
  const unknown = wanted.find((name) => !all.some((known) => known === name));
  if (unknown !== undefined) throw new Error(`${variable} knows no "${unknown}": choose among ${all.join(", ")}.`);
  return all.filter((name) => wanted.includes(name));
}
