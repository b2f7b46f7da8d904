import { moveCursor, type Cursor } from "./cursor.store.ts";
import type { Follower } from "./follower.ts";

/** Changes what a feed says of itself, without moving it. */
export async function setState(follower: Follower, cursor: Cursor, change: Partial<Cursor>): Promise<Cursor> {
  const next = { ...cursor, ...change };
  await moveCursor(follower.connection, cursor.indexed, next, follower.clock.now());
  follower.cursor = next;
  return next;
}
