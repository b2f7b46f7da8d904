import { createRequire } from "node:module";
import { parentPort } from "node:worker_threads";
import type { Programme } from "../formulation.domain.ts";
import { solveProgramme, type Solved } from "./solve-programme.ts";

export type SolverAnswer = { solved: Solved } | { failed: string };

// The types of the package are those of its CommonJS build.
const { default: loadHighs } = createRequire(import.meta.url)("highs") as typeof import("highs");
const loading = loadHighs();

/** The other side of `solver-thread.ts`: one answer for each programme. */
parentPort?.on("message", async (programme: Programme) => {
  parentPort?.postMessage(await answerTo(programme));
});

async function answerTo(programme: Programme): Promise<SolverAnswer> {
  try {
    return { solved: solveProgramme(await loading, programme) };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}
