import { AsyncLocalStorage } from "node:async_hooks";
import type { App } from "../../platform/app.ts";
import { ProblemError } from "../../platform/errors.ts";
import { inPipeline } from "../../platform/pipeline.ts";
import { STOCK_PROBLEMS } from "./stock.errors.ts";
import { postAndCommit, type Answer, type ReserveRequest } from "./stock.service.ts";

/** Lines: a commit costs the same for one as for all of them; with more, the first would wait for the last for longer than it has to. */
const MAX_BATCH = 256;
/** Lines, a second's work or less: who comes when so many wait is told to come again. */
const MAX_WAITING = 4_096;
/** Together, alone, and once more for who then meets another who is alone. */
const MAX_ATTEMPTS = 3;
/** Of Postgres: the same key came twice at the same moment; two transactions waited for each other. */
const RACES = ["23505", "40P01"];

/** Reserves in a transaction of its own, shared with whatever else arrives meanwhile. Ask again with the same key when it throws. */
export type Reserve = (request: Omit<ReserveRequest, "kind">) => Promise<Answer>;

interface Waiting {
  request: ReserveRequest;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}

/**
 * Decides reservations in micro-batches: while one transaction is on its way, what arrives is collected for the next, in the order of arrival. All
 * lines of a request are in one batch. Any number of processes may do so at once: the locked rows decide.
 */
export function createReserveFront(app: { db: Pick<App["db"], "pipelined"> } & Pick<App, "clock">): Reserve {
  const waiting: Waiting[] = [];
  let waitingLines = 0;
  let isRunning = false;
  // A batch is nobody's: it must not run as the caller whose request happened to start it.
  const outsideOfRequests = AsyncLocalStorage.snapshot();

  async function run(): Promise<void> {
    isRunning = true;
    while (waiting.length > 0) await decideTogether(nextBatch());
    isRunning = false;
  }

  function nextBatch(): Waiting[] {
    let lines = 0;
    const end = waiting.findIndex(({ request }) => (lines += request.lines.length) > MAX_BATCH);
    const batch = waiting.splice(0, end < 0 ? waiting.length : Math.max(end, 1));
    for (const { request } of batch) waitingLines -= request.lines.length;
    return batch;
  }

  async function decideTogether(batch: readonly Waiting[], attempt = 1): Promise<void> {
    try {
      const requests = batch.map(({ request }) => request);
      const answers = await inPipeline(app.db.pipelined, (tx, commit) => postAndCommit({ tx, clock: app.clock }, requests, commit));
      for (const [index, { resolve }] of batch.entries()) resolve(answers[index] as Answer);
    } catch (error) {
      // Whoever was faster is in the ledger now: alone, each finds it there. Whatever else has failed would fail for each of them, too.
      if (isRace(error) && attempt < MAX_ATTEMPTS) for (const one of batch) await decideTogether([one], attempt + 1);
      else for (const { reject } of batch) reject(error);
    }
  }

  return (request) =>
    new Promise((resolve, reject) => {
      if (waitingLines >= MAX_WAITING) return reject(new ProblemError(STOCK_PROBLEMS.busy, { headers: { "Retry-After": "1" } }));
      waiting.push({ request: { ...request, kind: "reserve" }, resolve, reject });
      waitingLines += request.lines.length;
      if (!isRunning) outsideOfRequests(() => void run());
    });
}

function isRace(error: unknown): boolean {
  const { code, driverError } = error as { code?: string; driverError?: { code?: string } };
  return RACES.includes(code ?? driverError?.code ?? "");
}
