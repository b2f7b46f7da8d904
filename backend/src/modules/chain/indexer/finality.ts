import type { BlockRef, Tips } from "./blocks.ts";
import type { Cursor } from "./cursor.store.ts";
import type { FinalityStep } from "./projection.ts";

export interface Advance {
  ancestor: BlockRef;
  tip: BlockRef;
  tips: Tips;
  isReorg: boolean;
}

/**
 * The cursor after a chunk. What is safe or final never goes back, except to the ancestor of a reorg, and never runs ahead of what is
 * indexed: a block that we have not read can't make anything final.
 */
export function advanceFinality(cursor: Cursor, { ancestor, tip, tips, isReorg }: Advance): { next: Cursor; step: FinalityStep } {
  const move = (old: BlockRef | null, tag: BlockRef | null): Move => {
    const kept = isReorg && old && old.number > ancestor.number ? ancestor : old;
    const reached = tag && tag.number > tip.number ? tip : tag;
    return { kept, now: reached && (!kept || reached.number > kept.number) ? refOf(reached) : kept && refOf(kept) };
  };
  const final = move(cursor.final, tips.final);
  const safe = move(cursor.safe, tips.safe);
  const safeNow = higher(safe.now, final.now);
  const next = { ...cursor, indexed: refOf(tip), head: refOf(tips.head), safe: safeNow, final: final.now, halted: null };
  return { next, step: { safe: stepOf(safe.kept, safeNow), final: stepOf(final.kept, final.now) } };
}

interface Move {
  /** What a reorg left of the old value. */
  kept: BlockRef | null;
  now: BlockRef | null;
}

function stepOf(from: BlockRef | null, to: BlockRef | null): { from: number; to: number } | null {
  return to && to.number > (from?.number ?? -1) ? { from: from?.number ?? -1, to: to.number } : null;
}

function higher(one: BlockRef | null, other: BlockRef | null): BlockRef | null {
  if (!one || !other) return one ?? other;
  return one.number >= other.number ? one : other;
}

function refOf({ number, hash, timestamp }: BlockRef): BlockRef {
  return { number, hash, timestamp };
}
