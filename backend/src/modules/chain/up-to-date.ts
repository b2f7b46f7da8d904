import { chainNotRead } from "../../platform/chain-not-read.ts";
import type { HookCtx } from "../../platform/context.ts";
import { findCursor, type Cursor } from "./indexer/cursor.store.ts";

/**
 * For whoever is about to refuse an account because of what the read model does not have of it.
 *
 * @throws {ProblemError} 503 while that is known to lack blocks: nothing was read yet, it is being made anew, rows are missing, or more is on chain
 */
export async function requireUpToDate(ctx: Pick<HookCtx, "tx">): Promise<void> {
  const cursor = await findCursor(ctx);
  if (!isWholeAt(cursor) || cursor.head.number > cursor.indexed.number) throw chainNotRead();
}

/** Whether the read model was whole at some block: it is not being made, or made anew, and no rows are missing. The newest block may be. */
export async function isWhole(ctx: Pick<HookCtx, "tx">): Promise<boolean> {
  return isWholeAt(await findCursor(ctx));
}

function isWholeAt(cursor: Cursor | null): cursor is Cursor {
  // A node that fell behind has nothing that we have not read.
  return cursor?.state === "ready" || cursor?.state === "behind";
}
