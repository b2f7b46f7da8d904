import type { Pool } from "pg";
import { selectRows, type Ctx } from "../../../platform/context.ts";

/** Tells up to which sequence all statements are there to be read, and none can still appear. */
export interface SettledSequence {
  /** Grows only. Lags while a transaction that stores statements is open. */
  read(): Promise<bigint>;
}

/** Whoever stores statements holds this lock before it is given a sequence, and until its rows can be seen or are gone. */
const WRITERS = `
  SELECT virtualtransaction AS writer FROM pg_locks
  WHERE locktype = 'relation' AND mode = 'RowExclusiveLock' AND granted AND relation = 'statements'::regclass
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

const LAST = "SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence('statements', 'sequence')::regclass), 0) AS last";

/**
 * Sequences are given before a transaction commits, so they can appear out of order. What was given up to a moment is settled once everybody who
 * was storing at that moment is done.
 */
export function createSettledSequence(pool: Pool): SettledSequence {
  let settled = 0n;
  let awaited: { through: bigint; writers: readonly string[] } | undefined;
  let reading: Promise<bigint> | undefined;

  const listWriters = async (): Promise<string[]> => {
    const { rows } = await pool.query<{ writer: string }>(WRITERS);
    return rows.map(({ writer }) => writer);
  };
  const read = async (): Promise<bigint> => {
    if (awaited) {
      const writers = await listWriters();
      if (awaited.writers.some((writer) => writers.includes(writer))) return settled;
      settled = awaited.through;
      awaited = undefined;
    }
    const { rows } = await pool.query<{ last: string }>(LAST);
    const through = BigInt(rows[0]?.last ?? 0);
    if (through <= settled) return settled;
    // Asked after the sequence was read: who was given a part of it is among them, or done.
    const writers = await listWriters();
    if (writers.length > 0) awaited = { through, writers };
    else settled = through;
    return settled;
  };
  return { read: () => (reading ??= read().finally(() => (reading = undefined))) };
}

/**
 * How far the index of events can be trusted up to a settled sequence: less than that while it is made again. Nobody begins to make it again before
 * the caller's transaction ends.
 */
export async function indexedThrough(ctx: Pick<Ctx, "tx">, settled: bigint): Promise<bigint> {
  const [state] = await selectRows<{ done_through: string; until: string }>(
    ctx,
    "SELECT done_through, until FROM event_index_state FOR SHARE",
  );
  if (!state) return 0n;
  const done = BigInt(state.done_through);
  return done < BigInt(state.until) && done < settled ? done : settled;
}
