import { fault } from "../../../platform/faults.ts";
import { writeMessages } from "../../../platform/outbox.ts";
import type { BlockRef, Tips } from "./blocks.ts";
import { refOf } from "./blocks.ts";
import { MovedChainError } from "./chunk.ts";
import { moveCursor, type Cursor } from "./cursor.store.ts";
import { hookCtx, type Follower } from "./follower.ts";
import { pruneBlocks } from "./store/blocks.ts";
import type { FinalityStep } from "./projection.ts";

/** Empty blocks kept below finality, so that a deep reorg finds its ancestor quickly. */
const KEPT_BELOW_FINAL = 256;

/**
 * What is safe and final after a look at the node's tags. Neither ever goes back, nor runs ahead of what is indexed: a block that we have not
 * read can't make anything final.
 */
export function advanceFinality(cursor: Cursor, tips: Tips): { safe: BlockRef | null; final: BlockRef | null; step: FinalityStep } {
  const move = (old: BlockRef | null, tag: BlockRef | null): BlockRef | null => {
    const reached = tag && tag.number > cursor.indexed.number ? cursor.indexed : tag;
    return reached && (!old || reached.number > old.number) ? refOf(reached) : old;
  };
  const final = move(cursor.final, tips.final);
  const safe = higher(move(cursor.safe, tips.safe), final);
  return { safe, final, step: { safe: stepOf(cursor.safe, safe), final: stepOf(cursor.final, final) } };
}

/** Looks at the node's tags for the head that is indexed, and stores what they moved. Answers whether they did. */
export async function updateFinality(follower: Follower, cursor: Cursor): Promise<boolean> {
  const { connection, tables, publishes, clock } = follower;
  const { safe, final, step } = advanceFinality(cursor, await tipsOf(follower, cursor));
  follower.finalityOf = cursor.indexed.hash;
  if (!step.safe && !step.final) return false;
  const next = { ...cursor, safe, final };
  const ctx = hookCtx(follower);
  await connection.inTransaction(async () => {
    await moveCursor(connection, cursor.indexed, next, clock.now());
    if (publishes) for (const { hooks } of tables) await hooks?.onFinality?.(ctx, step);
    if (final && step.final) await pruneBlocks(connection, { below: final.number - KEPT_BELOW_FINAL, base: cursor.baseNumber });
    if (publishes) await writeMessages(ctx);
    await fault("indexer.before_finality");
  });
  follower.cursor = next;
  return true;
}

/** What the node says of finality while it is on our branch: tags of another one would make orphaned blocks final. */
async function tipsOf({ node, tips: known }: Follower, { indexed }: Cursor): Promise<Tips> {
  if (known?.of === indexed.hash) return known;
  const tips = await node.tips(indexed);
  if ((await node.header(indexed.number))?.hash !== indexed.hash) throw new MovedChainError(`block ${indexed.number} changed`);
  return tips;
}

function stepOf(from: BlockRef | null, to: BlockRef | null): { from: number; to: number } | null {
  return to && to.number > (from?.number ?? -1) ? { from: from?.number ?? -1, to: to.number } : null;
}

function higher(one: BlockRef | null, other: BlockRef | null): BlockRef | null {
  if (!one || !other) return one ?? other;
  return one.number >= other.number ? one : other;
}
