import { writeMessages } from "../../../platform/outbox.ts";
import { toBytes, toHex32 } from "../bytes.ts";
import type { BlockRef } from "./blocks.ts";
import { moveCursor, readCursor, type Cursor } from "./cursor.store.ts";
import { hookCtx, type Follower } from "./follower.ts";
import { setState } from "./set-state.ts";
import { undoAbove } from "./undo.ts";

/** Postgres' word for a key that is there already. */
const UNIQUE_VIOLATION = "23505";

/** True rows that collide with stored ones: what is stored is of another branch, or of a node that made it up. */
export function isCollision(error: unknown): boolean {
  return (error as { code?: unknown }).code === UNIQUE_VIOLATION;
}

/**
 * Forgets what is stored above the final block, so that it is read again. When that was tried before, the wrong rows lie deeper: on a development
 * chain all is forgotten then, in production the feed halts, as for a reorg below finality. Nothing is lost: the chain holds it.
 *
 * @param why One sentence without its full stop, for whoever looks at the feed.
 */
export async function startOver(follower: Follower, why = "Stored rows collided with those of the chain"): Promise<void> {
  const { connection, clock, feed, log } = follower;
  const cursor = await readCursor(connection);
  const base = cursor && (await baseOf(follower, cursor));
  if (!cursor || !base) return;
  if (follower.startedOver && follower.haltsBelowFinal) {
    await setState(follower, cursor, {
      state: "halted",
      reason: `${why}, below the final block. Run resync once the node is trusted again.`,
    });
    return;
  }
  const kept = follower.startedOver ? base : (cursor.final ?? base);
  const isDeep = kept === base;
  const ctx = hookCtx(follower);
  await connection.inTransaction(async () => {
    const { counts, logsRemoved } = await undoAbove(follower, ctx, cursor.counts, kept.number);
    const reason = `${why}: what lies above block ${kept.number} is read again.`;
    const tips = isDeep ? { safe: null, final: null } : { safe: cursor.final, final: cursor.final };
    const next: Cursor = { ...cursor, ...tips, indexed: kept, counts, state: "loading", reason, provenNumber: null };
    await moveCursor(connection, cursor.indexed, next, clock.now());
    await connection.query(
      `INSERT INTO chain_reorgs (seen_at, ancestor_number, from_number, from_hash, to_number, logs_removed, logs_added, below_final)
       VALUES ($1, $2, $3, $4, $2, $5, 0, $6)`,
      [clock.now(), kept.number, cursor.indexed.number, toBytes(cursor.indexed.hash), logsRemoved, isDeep && cursor.final !== null],
    );
    await writeMessages(ctx);
  });
  Object.assign(follower, { cursor: undefined, startedOver: !isDeep });
  log.error({ feed: feed.schema, from: kept.number }, why);
}

async function baseOf({ connection }: Follower, { baseNumber }: Cursor): Promise<BlockRef | null> {
  const [row] = await connection.query<{ hash: Buffer; timestamp: string }[]>(
    "SELECT hash, timestamp FROM chain_blocks WHERE number = $1",
    [baseNumber],
  );
  return row ? { number: baseNumber, hash: toHex32(row.hash), timestamp: Number(row.timestamp) } : null;
}
