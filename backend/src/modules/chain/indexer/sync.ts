import type { App } from "../../../platform/app.ts";
import { inTransaction } from "../../../platform/context.ts";
import { fault } from "../../../platform/faults.ts";
import { findAncestry, type Ancestry } from "./ancestor.ts";
import { applyChunk, type Change, type Projecting } from "./apply-chunk.ts";
import { insertBlocks, listBlocksDown } from "./blocks.store.ts";
import type { BlockRef } from "./blocks.ts";
import { isSameBlock } from "./blocks.ts";
import { findCursor, insertCursor, lockCursor, updateCursor, type Cursor } from "./cursor.store.ts";
import type { RangeSizer } from "./range-sizer.ts";
import { readChunk } from "./read-chunk.ts";
import type { ChainSource } from "./source.ts";

export interface Sync extends Projecting {
  app: App;
  source: ChainSource;
  sizer: RangeSizer;
}

export type Outcome =
  /** Something was indexed or undone; there may be more. */
  | "moved"
  /** The read model is at the node's head. */
  | "idle"
  /** The node is behind us on the same branch. */
  | "behind"
  /** A reorg below finality: only an operator may go on. */
  | "halted"
  /** The node is on another chain, or the contract is not there: nothing is touched. */
  | "foreign";

/** The database belongs to another chain or contract; going on would mix the two. */
export class WrongChainError extends Error {
  override name = "WrongChainError";
}

/**
 * One look at the node, and at most one transaction. Safe to run in any number of processes.
 *
 * @param options.acceptsRewind A lower head on the same branch is taken for the truth: the chain was rewound.
 */
export async function syncOnce(sync: Sync, { acceptsRewind }: { acceptsRewind: boolean }): Promise<Outcome> {
  const { app, source, sizer } = sync;
  const cursor = await inTransaction(app, findCursor);
  if (!cursor) {
    if (!(await source.isOurChain())) return "foreign";
    return (await start(sync)) ? "moved" : "idle";
  }
  checkOwner(app, cursor);

  // Safe and final move only with the head, so that an idle chain costs one question.
  if (isSettled(cursor, await source.head())) return "idle";
  const tips = await source.tips();
  if (tips.head.number < cursor.baseNumber && !(await source.isOurChain())) return "foreign";
  const ancestry = await findAncestry(source, {
    indexed: cursor.indexed,
    head: tips.head,
    baseNumber: cursor.baseNumber,
    storedDown: (from, limit) => listBlocksDown({ tx: app.db.dataSource.manager }, from, limit),
  });
  const from = startOf(ancestry, cursor, acceptsRewind);
  if (!from) return "behind";
  const isRewind = from.ancestor.number < cursor.indexed.number || from.newBase !== undefined;
  if (isRewind && !(await source.isOurChain())) return "foreign";
  if (isRewind && cursor.final && from.ancestor.number < cursor.final.number && app.config.mode === "production") {
    await halt(sync, cursor, from.ancestor);
    return "halted";
  }
  const chunk = await readChunk(source, sizer, from.ancestor, tips);
  await fault("indexer.after_fetch");
  const change: Change = { expected: cursor.indexed, chunk, tips, ...(from.newBase ? { newBase: from.newBase } : {}) };
  const next = await inTransaction(app, (ctx) => applyChunk(ctx, sync, change));
  return isSameBlock(next.indexed, next.head) ? "idle" : "moved";
}

function startOf(ancestry: Ancestry, cursor: Cursor, acceptsRewind: boolean): { ancestor: BlockRef; newBase?: BlockRef } | null {
  if (ancestry.kind === "continues") return { ancestor: cursor.indexed };
  if (ancestry.kind === "forked") return { ancestor: ancestry.ancestor };
  if (ancestry.kind === "replaced") return { ancestor: ancestry.base, newBase: ancestry.base };
  return acceptsRewind ? { ancestor: ancestry.at } : null;
}

/** Nothing to do: all is indexed, and finality was looked at for this very head. */
function isSettled({ indexed, head, final, halted }: Cursor, now: BlockRef): boolean {
  return halted === null && final !== null && isSameBlock(now, indexed) && isSameBlock(now, head);
}

/** Places the cursor on the block before the first that can hold a log of ours. */
async function start({ app, source }: Sync): Promise<boolean> {
  const { id: chainId, deployment } = app.config.chain;
  const baseNumber = Math.max(0, deployment.fromBlock - 1);
  const [base, head] = await Promise.all([source.header(baseNumber), source.head()]);
  if (!base) return false;
  return inTransaction(app, async (ctx) => {
    const cursor = { chainId, supplyChain: deployment.supplyChain, baseNumber, indexed: base, head, safe: null, final: null, halted: null };
    if (!(await insertCursor(ctx, cursor))) return false;
    await insertBlocks(ctx, [{ ...base, logCount: 0 }]);
    return true;
  });
}

function checkOwner({ config }: App, { chainId, supplyChain }: Cursor): void {
  const { id, deployment } = config.chain;
  if (chainId === id && supplyChain === deployment.supplyChain) return;
  throw new WrongChainError(
    `The database holds the index of ${supplyChain} on chain ${chainId}, but ${deployment.supplyChain} on chain ${id} is configured.`,
  );
}

async function halt({ app }: Sync, cursor: Cursor, ancestor: BlockRef): Promise<void> {
  const halted = `The node's chain left ours at block ${ancestor.number}, below the final block ${cursor.final?.number}. Run resync once the node is trusted again.`;
  if (cursor.halted === halted) return;
  await inTransaction(app, async (ctx) => updateCursor(ctx, { ...(await lockCursor(ctx, cursor.indexed)), halted }));
  app.log.error({ ancestor: ancestor.number, final: cursor.final?.number }, "indexing halted: a reorg below finality");
}
