import { mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { releaseResources } from "../support/resources.ts";
import { runModelSeeds } from "./model/run-seeds.ts";
import { runRealSeeds } from "./real/run-seeds.ts";
import { printReport } from "./report/report.ts";
import type { RunResult } from "./result.ts";
import { parseSeed, type Seed } from "./seed.ts";

const USAGE = `Usage: npm run sim [-- options]

SEED=17 npm run sim            replays one run of real processes: what was drawn, and the verdict (also real:17, model:17)
npm run sim -- --seeds 20      runs that many seeds, from --from on (default 1)
npm run sim -- --ring model    the indexer alone over a chain in memory (default: real processes)
npm run sim -- --workers 2     so many runs at once (default: one for each two processors; for the model one each)
npm run sim -- --keep FOLDER   keeps the clients' histories there
npm run sim -- --report        measures the figures: reorgs of every depth, random ones, crash points, a full disk, an emptied chain
npm run sim -- --json FILE     with --report: writes the figures there as well`;

/** Exit code: 0 when every rule held in every run, 1 when not, 2 for wrong usage. */
export async function runSimulation(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const options = readOptions(args, env);
  if (options === "help" || "problem" in options) {
    console.log(options === "help" ? USAGE : `${options.problem}\n\n${USAGE}`);
    return options === "help" ? 0 : 2;
  }
  const { seeds, isReport, workers, folder, json } = options;
  try {
    if (isReport) return await printReport({ folder, workers, json });
    const results: RunResult[] = [];
    const onResult = (result: RunResult): void => {
      results.push(result);
      const isQuiet = result.seed.startsWith("model") && seeds.length > 1 && result.findings.length === 0;
      if (!isQuiet) console.log(resultLines(result, seeds.length === 1).join("\n"));
    };
    const numbersOf = (ring: Seed["ring"]): number[] => seeds.filter((seed) => seed.ring === ring).map(({ number }) => number);
    await runModelSeeds(numbersOf("model"), { workers: workers ?? availableParallelism(), onResult });
    if (numbersOf("real").length > 0)
      await runRealSeeds(numbersOf("real"), { workers: workers ?? Math.ceil(availableParallelism() / 2), folder, onResult });
    const failed = results.filter(({ findings }) => findings.length > 0);
    console.log(`\n${results.length - failed.length} of ${results.length} runs kept every rule`);
    if (failed.length > 0) console.log(`not: ${failed.map(({ seed }) => seed).join(", ")}`);
    return failed.length > 0 ? 1 : 0;
  } finally {
    await releaseResources();
  }
}

interface Options {
  seeds: Seed[];
  isReport: boolean;
  workers: number | undefined;
  folder: string | undefined;
  json: string | undefined;
}

function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): Options | "help" | { problem: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seeds: { type: "string", default: "1" },
        from: { type: "string", default: "1" },
        ring: { type: "string", default: "real" },
        workers: { type: "string" },
        keep: { type: "string" },
        json: { type: "string" },
        report: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return "help";
    if (values.keep !== undefined) mkdirSync(values.keep, { recursive: true });
    const seeds = env["SEED"]
      ? [parseSeed(env["SEED"])]
      : Array.from({ length: Number(values.seeds) }, (_, index) => parseSeed(`${values.ring}:${Number(values.from) + index}`));
    const workers = values.workers === undefined ? undefined : Number(values.workers);
    return { seeds, isReport: values.report, workers, folder: values.keep, json: values.json };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** A run for people: what was drawn when it matters, the facts, and each rule that did not hold. */
function resultLines({ seed, findings, plan, facts, convergeMilliseconds, seconds }: RunResult, isDetailed: boolean): string[] {
  const rest = `at rest after ${Math.round(convergeMilliseconds)} ms, ${seconds.toFixed(1)} s`;
  return [
    ...(isDetailed || findings.length > 0 ? plan.map((line) => `    ${line}`) : []),
    `${findings.length === 0 ? "✓" : "✗"} ${seed}: ${JSON.stringify(facts)}, ${rest}`,
    ...findings.map((finding) => `    ✗ ${finding}`),
  ];
}
