import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import type { App } from "../../../platform/app.ts";
import { inTransaction, type Ctx } from "../../../platform/context.ts";
import { fault } from "../../../platform/faults.ts";
import type { Service } from "../../../platform/module.ts";
import { publish } from "../../../platform/outbox.ts";
import { startLoop } from "../loop.ts";
import type { Relay } from "../relayer/relay.ts";
import { draftBatch } from "./batch.domain.ts";
import { insertBatch, lastBatch, loadHistories, lockBatches } from "./batches.store.ts";

/** Statements that wait for a batch, as their module hands them over. */
export interface StatementSource {
  /** The oldest ones, locked until the transaction ends. */
  listUnanchored(ctx: Ctx, limit: number): Promise<{ commitment: Hex32; capturedAt: Date; corrects: Hex32 | null; subjects: string[] }[]>;
  countUnanchored(ctx: Pick<Ctx, "tx">): Promise<{ count: number; oldestCapturedAt: Date | null }>;
  /** Marks them as taken; throws when one is missing or was taken before. */
  assignBatch(ctx: Ctx, commitments: readonly Hex32[], batchId: number): Promise<void>;
}

export interface Batching {
  app: App;
  relay: Relay;
  statements: StatementSource;
}

export interface MadeBatch {
  id: number;
  root: Hex32;
  statements: number;
}

/** How often the age of the oldest waiting statement is looked at. */
const TICK_MILLISECONDS = 500;
const RETRY_MILLISECONDS = 2_000;

/**
 * Takes the oldest waiting statements, folds them into histories and enqueues the root, all in the caller's transaction. Null when nothing waits.
 * Batches form a chain, so they are made one after the other, and one sender sends them in that order.
 */
export async function makeBatch(ctx: Ctx, { app, relay, statements }: Batching): Promise<MadeBatch | null> {
  await lockBatches(ctx);
  const waiting = await statements.listUnanchored(ctx, app.config.anchoring.maxEvents);
  if (waiting.length === 0) return null;
  const { id: lastId, root: previousRoot } = await lastBatch(ctx);
  const subjects = [...new Set(waiting.flatMap((statement) => statement.subjects))];
  const draft = draftBatch(previousRoot, waiting, await loadHistories(ctx, subjects));
  const id = lastId + 1;
  await insertBatch(ctx, { id, author: relay.senderOf("relayer"), draft });
  await statements.assignBatch(ctx, draft.commitments, id);
  await relay.call(ctx, { businessKey: `anchor:${id}`, functionName: "anchor", args: [draft.root] });
  for (const commitment of draft.commitments) publish(ctx, { type: "statement", commitment, state: "pending" });
  await fault("batcher.before_commit");
  ctx.log.info({ batch: id, root: draft.root, statements: waiting.length }, "made a batch");
  return { id, root: draft.root, statements: waiting.length };
}

/** Makes a batch whenever enough statements wait or the oldest waits long enough. Safe in any number of processes. */
export function startBatcher(batching: Batching): Service {
  const { app, statements } = batching;
  const { maxEvents, maxSeconds } = app.config.anchoring;
  const log = app.log.child({ part: "batcher" });
  let hasFailed = false;

  const isDue = async (ctx: Ctx): Promise<boolean> => {
    const { count, oldestCapturedAt } = await statements.countUnanchored(ctx);
    return (
      count >= maxEvents || (oldestCapturedAt !== null && app.clock.now().getTime() - oldestCapturedAt.getTime() >= maxSeconds * 1_000)
    );
  };
  return startLoop(async () => {
    try {
      const batch = await inTransaction(app, async (ctx) => ((await isDue(ctx)) ? makeBatch(ctx, batching) : null));
      hasFailed = false;
      return batch ? 0 : TICK_MILLISECONDS;
    } catch (error) {
      if (!hasFailed) log.warn({ err: error }, "no batch could be made; it will be tried again");
      hasFailed = true;
      return RETRY_MILLISECONDS;
    }
  });
}
