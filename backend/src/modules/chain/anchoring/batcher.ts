import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import type { App } from "../../../platform/app.ts";
import { inTransaction, type Ctx } from "../../../platform/context.ts";
import { fault } from "../../../platform/faults.ts";
import type { Service } from "../../../platform/module.ts";
import { publish } from "../../../platform/outbox.ts";
import { startLoop } from "../../../platform/loop.ts";
import type { Relay } from "../relayer/relay.ts";
import { draftBatch, type UnitToList } from "./batch.domain.ts";
import {
  insertBatch,
  lastBatch,
  loadHistories,
  lockBatches,
  lockFailedBatches,
  setBatchAuthor,
  unlistedUnits,
  type FailedBefore,
} from "./batches.store.ts";

/** Statements that wait for a batch, as their module hands them over. */
export interface StatementSource {
  /** The oldest ones, locked until the transaction ends. */
  listUnanchored(
    ctx: Ctx,
    limit: number,
  ): Promise<{ commitment: Hex32; capturedAt: Date; corrects: Hex32 | null; subjects: string[]; isRecord?: true }[]>;
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
 * A root that failed is tried again after this. Where only an estimate said no that costs nothing, and the node may just have been wrong; what used a
 * nonce or burnt gas waits until the operator can have seen the reason.
 */
const RETRY_FREE_MILLISECONDS = 5_000;
const RETRY_PAID_MILLISECONDS = 60_000;
const RETRIES_PER_TICK = 16;

/**
 * Takes the oldest waiting statements, folds them into histories and enqueues the root, all in the caller's transaction. Null when nothing waits.
 * Batches form a chain, so they are made one after the other, and one sender sends them in that order.
 *
 * @param opened Units to be listed in the histories of their SSCCs. Null as well when all of them are listed already.
 */
export async function makeBatch(
  ctx: Ctx,
  { app, relay, statements }: Batching,
  opened: readonly UnitToList[] = [],
): Promise<MadeBatch | null> {
  await lockBatches(ctx);
  const units = await unlistedUnits(ctx, opened);
  if (opened.length > 0 && units.length === 0) return null;
  const waiting = await statements.listUnanchored(ctx, app.config.anchoring.maxEvents);
  if (waiting.length + units.length === 0) return null;
  const { id: lastId, root: previousRoot } = await lastBatch(ctx);
  const subjects = [...new Set([...waiting.flatMap((statement) => statement.subjects), ...units.map(({ subject }) => subject)])];
  const draft = draftBatch(previousRoot, waiting, await loadHistories(ctx, subjects), units);
  const id = lastId + 1;
  await insertBatch(ctx, { id, author: relay.senderOf("relayer"), draft });
  await statements.assignBatch(ctx, draft.commitments, id);
  await relay.call(ctx, { businessKey: `anchor:${id}`, functionName: "anchor", args: [draft.root] });
  for (const commitment of draft.commitments.filter((one) => !draft.records.has(one)))
    publish(ctx, { type: "statement", commitment, state: "pending" });
  await fault("batcher.before_commit");
  ctx.log.info({ batch: id, root: draft.root, statements: waiting.length }, "made a batch");
  return { id, root: draft.root, statements: waiting.length };
}

/**
 * Sends the roots of batches again whose transaction failed for good, after a pause: the statements of a batch get their proof whatever becomes of
 * the batches before and after it. Answers how many.
 *
 * @param failedBefore Failures younger than this are left alone, or a node that refuses a root would be asked without end.
 */
export async function retryAnchors(ctx: Ctx, { relay }: Batching, failedBefore: FailedBefore): Promise<number> {
  const failed = await lockFailedBatches(ctx, failedBefore, RETRIES_PER_TICK);
  for (const { id, root } of failed) {
    await relay.call(ctx, { businessKey: `anchor:${id}`, functionName: "anchor", args: [root] });
    await setBatchAuthor(ctx, id, relay.senderOf("relayer"));
  }
  if (failed.length > 0) ctx.log.warn({ batches: failed.map(({ id }) => id) }, "the roots of batches go out again");
  return failed.length;
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
      if (!batch)
        await inTransaction(app, (ctx) =>
          retryAnchors(ctx, batching, { free: before(ctx, RETRY_FREE_MILLISECONDS), paid: before(ctx, RETRY_PAID_MILLISECONDS) }),
        );
      hasFailed = false;
      return batch ? 0 : TICK_MILLISECONDS;
    } catch (error) {
      if (!hasFailed) log.warn({ err: error }, "no batch could be made; it will be tried again");
      hasFailed = true;
      return RETRY_MILLISECONDS;
    }
  });
}

function before({ clock }: Ctx, milliseconds: number): Date {
  return new Date(clock.now().getTime() - milliseconds);
}
