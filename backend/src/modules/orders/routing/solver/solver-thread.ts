import { Worker } from "node:worker_threads";
import type { Programme } from "../formulation.domain.ts";
import type { Solved } from "./solve-programme.ts";
import type { SolverAnswer } from "./solver.thread.ts";

/** Solves one programme; undefined when that failed. */
export type Solver = (programme: Programme) => Promise<Solved | undefined>;

/** Work is limited by the solver's own count; this is for a thread that hangs. */
const PATIENCE_MS = 30_000;

/** Of this process, made when the first programme comes; it does not keep the process from ending. */
let thread: Worker | undefined;
let last: Promise<unknown> = Promise.resolve();

/** On a thread of its own, one programme after the other: the solver blocks, and takes long enough to be missed by others. */
export const solveElsewhere: Solver = (programme) => {
  const next = last.then(() => asked(programme));
  last = next;
  return next;
};

function asked(programme: Programme): Promise<Solved | undefined> {
  const worker = (thread ??= started());
  return new Promise((resolve) => {
    const end = (solved: Solved | undefined) => {
      clearTimeout(timer);
      worker.off("message", answered).off("exit", failed).unref();
      resolve(solved);
    };
    const answered = (answer: SolverAnswer) => ("solved" in answer ? end(answer.solved) : failed());
    // Also after an error of the solver: its memory may be in any state, and the next programme gets a new thread.
    const failed = () => {
      thread = undefined;
      end(undefined);
      void worker.terminate();
    };
    const timer = setTimeout(failed, PATIENCE_MS);
    worker.on("message", answered).on("exit", failed).ref();
    worker.postMessage(programme);
  });
}

function started(): Worker {
  const worker = new Worker(new URL("./solver.thread.ts", import.meta.url));
  // An error is followed by the exit; that of a thread with nothing to do must not end the process.
  worker
    .on("error", () => undefined)
    .on("exit", () => {
      if (thread === worker) thread = undefined;
    });
  return worker;
}
