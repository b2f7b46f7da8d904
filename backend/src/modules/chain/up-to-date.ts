import type { HookCtx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { PLATFORM_PROBLEMS } from "../../platform/problems.ts";
import { findCursor } from "./indexer/cursor.store.ts";

/**
 * For whoever is about to refuse an account because of what the read model does not have of it.
 *
 * @throws {ProblemError} 503 while that is known to lack blocks: nothing was read yet, it is being made anew, rows are missing, or more is on chain
 */
export async function requireUpToDate(ctx: Pick<HookCtx, "tx">): Promise<void> {
  const cursor = await findCursor(ctx);
  // A node that fell behind has nothing that we have not read.
  const isWhole = cursor?.state === "ready" || cursor?.state === "behind";
  if (isWhole && cursor.head.number <= cursor.indexed.number) return;
  throw new ProblemError(PLATFORM_PROBLEMS.chainNotRead, { headers: { "Retry-After": "5" } });
}
