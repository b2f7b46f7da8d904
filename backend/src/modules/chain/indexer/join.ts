import { writeMessages } from "../../../platform/outbox.ts";
import { toBytes } from "../bytes.ts";
import { moveCursor, type Cursor } from "./cursor.store.ts";
import { hookCtx, type Follower } from "./follower.ts";
import { undoAbove } from "./undo.ts";

/**
 * Another contract joined a feed that was indexed without it: what lies above its first block is forgotten and read again, now with its logs.
 * Usually that block is still to come, and nothing is forgotten.
 */
export async function join(follower: Follower, cursor: Cursor): Promise<void> {
  const { feed, node, connection, clock } = follower;
  const before = Math.max((feed.former?.joinedAt ?? 0) - 1, cursor.baseNumber);
  const kept = before < cursor.indexed.number ? await node.header(before) : cursor.indexed;
  if (!kept) throw new Error(`the node has no block ${before} below its own head`);
  const ctx = hookCtx(follower);
  await connection.inTransaction(async () => {
    const { counts, logsRemoved } = await undoAbove(follower, ctx, cursor.counts, kept.number);
    const indexed = { number: kept.number, hash: kept.hash, timestamp: kept.timestamp };
    const back = (ref: Cursor["safe"]) => (ref && ref.number > indexed.number ? indexed : ref);
    const next: Cursor = {
      ...{ ...cursor, definition: feed.definition, indexed, counts, safe: back(cursor.safe), final: back(cursor.final) },
      ...{ state: "loading", reason: "A contract joined: what came since its deployment is read again.", provenNumber: null },
    };
    await moveCursor(connection, cursor.indexed, next, clock.now());
    if (logsRemoved > 0)
      await connection.query(
        `INSERT INTO chain_reorgs (seen_at, ancestor_number, from_number, from_hash, to_number, logs_removed, logs_added, below_final)
         VALUES ($1, $2, $3, $4, $2, $5, 0, false)`,
        [clock.now(), kept.number, cursor.indexed.number, toBytes(cursor.indexed.hash), logsRemoved],
      );
    await writeMessages(ctx);
  });
  follower.cursor = undefined;
}
