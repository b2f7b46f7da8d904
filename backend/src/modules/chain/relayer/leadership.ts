import type { PoolClient } from "pg";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { App } from "../../../platform/app.ts";
import { inTransaction, selectRows, type Ctx } from "../../../platform/context.ts";

/** Somebody else leads now; nothing was written. */
export class LostLeadershipError extends Error {
  override name = "LostLeadershipError";
}

/** The right to write for one sender. It ends with the connection that holds the lock, or when another takes a higher token. */
export interface Leadership {
  token: number;
  /** False once the connection broke. */
  isHeld(): boolean;
  /** Called as soon as somebody enqueues a transaction. */
  onWork(wake: () => void): void;
  release(): Promise<void>;
}

/** Channel on which a transaction that enqueues work wakes the leader, when it commits. */
export const WORK_CHANNEL = "waybill_relayer";
/** Keeps our locks apart from other users of advisory locks in the same database. */
const LOCK_CLASS = 9_292_457;
const BEAT_MILLISECONDS = 2_000;
/** A leader that was silent for this long is stopped, swapped out or cut off, and its place may be taken. */
export const LEASE_SECONDS = 10;

/**
 * Tries to become the only one who signs for a sender: an advisory lock of a connection, so that a dead leader's place is free at once, and a
 * token that grows with every leader, so that one that was only paused cannot write any more. Null while another leads.
 */
export async function tryLead(app: App, sender: Address): Promise<Leadership | null> {
  const client = await app.db.pool.connect();
  let isBroken = false;
  let beat: NodeJS.Timeout | undefined;
  let token = 0;
  let isReleased = false;
  const onBreak = (): void => {
    isBroken = true;
  };
  client.on("error", onBreak);
  client.on("end", onBreak);
  const release = async (): Promise<void> => {
    if (isReleased) return;
    isReleased = true;
    clearInterval(beat);
    // Says that nobody leads, so that heirs need not wait for a lease, nor until the server sees the end of the connection.
    if (!isBroken)
      await client
        .query("UPDATE relayer_senders SET leader_seen_at = NULL WHERE sender = $1 AND fencing_token = $2", [sender, token])
        .then(() => client.query("SELECT pg_advisory_unlock_all()"))
        .catch(onBreak);
    // A connection that goes back to the pool would keep the lock. The listeners stay: an error without one would end the process.
    client.release(true);
  };
  try {
    if (!(await lock(client, sender))) {
      await endSilentLeader(client, sender);
      client.off("error", onBreak);
      client.off("end", onBreak);
      client.release();
      return null;
    }
    token = await nextToken(client, sender);
    await client.query(`LISTEN ${WORK_CHANNEL}`);
    beat = setInterval(() => {
      client
        .query("UPDATE relayer_senders SET leader_seen_at = now() WHERE sender = $1 AND fencing_token = $2", [sender, token])
        .catch(onBreak);
    }, BEAT_MILLISECONDS);
    beat.unref();
    return { token, isHeld: () => !isBroken, release, onWork: (wake) => void client.on("notification", wake) };
  } catch (error) {
    await release();
    throw error;
  }
}

async function lock(client: PoolClient, sender: Address): Promise<boolean> {
  const { rows } = await client.query<{ granted: boolean }>("SELECT pg_try_advisory_lock($1, hashtext($2)) AS granted", [
    LOCK_CLASS,
    sender,
  ]);
  return rows[0]?.granted === true;
}

/**
 * A paused process keeps its connection, and so the lock, for as long as it is paused. Once it was silent for a lease its connection is ended;
 * should it wake up, its token is too low to write.
 */
async function endSilentLeader(client: PoolClient, sender: Address): Promise<void> {
  await client.query(
    `SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN relayer_senders s ON s.sender = $2
     WHERE l.locktype = 'advisory' AND l.granted AND l.classid = $1::oid AND l.objid = (hashtext($2)::bigint & 4294967295)::oid AND l.objsubid = 2
       AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND s.leader_seen_at < now() - make_interval(secs => $3)`,
    [LOCK_CLASS, sender, LEASE_SECONDS],
  );
}

async function nextToken(client: PoolClient, sender: Address): Promise<number> {
  const { rows } = await client.query<{ fencing_token: string }>(
    `INSERT INTO relayer_senders AS s (sender, fencing_token, leader_seen_at) VALUES ($1, 1, now())
     ON CONFLICT (sender) DO UPDATE SET fencing_token = s.fencing_token + 1, leader_seen_at = now() RETURNING fencing_token`,
    [sender],
  );
  return Number(rows[0]?.fencing_token);
}

/**
 * Runs work in a transaction that commits only under this leadership.
 *
 * @throws {LostLeadershipError}
 */
export async function inFencedTransaction<Result>(
  app: App,
  sender: Address,
  { token }: Pick<Leadership, "token">,
  work: (ctx: Ctx, nextNonce: number) => Promise<Result>,
): Promise<Result> {
  return inTransaction(app, async (ctx) => {
    const [row] = await selectRows<{ next_nonce: string }>(
      ctx,
      "SELECT next_nonce FROM relayer_senders WHERE sender = $1 AND fencing_token = $2 FOR UPDATE",
      [sender, token],
    );
    if (!row) throw new LostLeadershipError(`another process sends for ${sender}`);
    return work(ctx, Number(row.next_nonce));
  });
}
