import type { App } from "../../../platform/app.ts";
import { selectRows, type Ctx } from "../../../platform/context.ts";

/** A sequence up to which all statements are there to be read, and none can still appear. */
export interface Settled {
  through: bigint;
  /** Everything stored before this moment is settled. */
  asOf: Date;
}

/** Tells what is settled. */
export interface SettledSequence {
  /** As of the call or later, unless a transaction that stores statements is open, or the index of events is being made again. */
  read(): Promise<Settled>;
}

/** Whoever stores statements holds this lock before it is given a sequence, and until its rows can be seen or are gone. */
const WRITERS = `
  SELECT virtualtransaction AS writer FROM pg_locks
  WHERE locktype = 'relation' AND mode = 'RowExclusiveLock' AND granted AND relation = 'statements'::regclass
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

/** What was given last, and how far the index of events is while it is made again. */
const LAST = `
  SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence('statements', 'sequence')::regclass), 0) AS last,
    (SELECT CASE WHEN done_through < until THEN done_through END FROM event_index_state) AS indexed`;

const LONG_AGO = new Date(0);

/**
 * Sequences are given before a transaction commits, so they can appear out of order. What was given up to a moment is settled once everybody who
 * was storing at that moment is done.
 */
export function createSettledSequence({ db: { pool }, clock }: Pick<App, "db" | "clock">): SettledSequence {
  let settled: Settled = { through: 0n, asOf: LONG_AGO };
  let awaited: (Settled & { writers: readonly string[] }) | undefined;

  const look = async (): Promise<Settled> => {
    const asOf = clock.now();
    const { rows } = await pool.query<{ last: string; indexed: string | null }>(LAST);
    const last = BigInt(rows[0]?.last ?? 0);
    // Asked after the sequence was read: who was given a part of it is among them, or done.
    const writers = last > settled.through ? (await pool.query<{ writer: string }>(WRITERS)).rows.map(({ writer }) => writer) : [];
    if (awaited && !awaited.writers.some((writer) => writers.includes(writer))) {
      settled = awaited;
      awaited = undefined;
    }
    if (writers.length === 0) settled = { through: last, asOf };
    else awaited ??= { through: last, asOf, writers };
    const indexed = BigInt(rows[0]?.indexed ?? settled.through);
    return indexed < settled.through ? { through: indexed, asOf: LONG_AGO } : settled;
  };
  return { read: createTurns(look) };
}

/** One look at a time; callers share the next one, never one that began before they called. */
function createTurns<Result>(look: () => Promise<Result>): () => Promise<Result> {
  let present: Promise<unknown> = Promise.resolve();
  let next: Promise<Result> | undefined;
  const take = async (): Promise<Result> => {
    await present;
    next = undefined;
    const looking = look();
    present = looking.catch(() => undefined);
    return looking;
  };
  return () => (next ??= take());
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
