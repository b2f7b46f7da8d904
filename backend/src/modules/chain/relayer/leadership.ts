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

/**
 * Tries to become the only one who signs for a sender: an advisory lock of a connection, so that a dead leader's place is free at once, and a
 * token that grows with every leader, so that one that was only paused cannot write any more. Null while another leads.
 */
export async function tryLead(app: App, sender: Address): Promise<Leadership | null> {
  const client = await app.db.pool.connect();
  let isBroken = false;
  const onBreak = (): void => {
    isBroken = true;
  };
  client.on("error", onBreak);
  client.on("end", onBreak);
  const release = async (): Promise<void> => {
    // A connection that goes back to the pool would keep the lock. The listeners stay: an error without one would end the process.
    client.release(true);
  };
  try {
    if (!(await lock(client, sender))) {
      client.off("error", onBreak);
      client.off("end", onBreak);
      client.release();
      return null;
    }
    const token = await nextToken(client, sender);
    await client.query(`LISTEN ${WORK_CHANNEL}`);
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

async function nextToken(client: PoolClient, sender: Address): Promise<number> {
  const { rows } = await client.query<{ fencing_token: string }>(
    `INSERT INTO relayer_senders AS s (sender, fencing_token) VALUES ($1, 1)
     ON CONFLICT (sender) DO UPDATE SET fencing_token = s.fencing_token + 1 RETURNING fencing_token`,
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

export async function setNextNonce({ tx }: Pick<Ctx, "tx">, sender: Address, nonce: number): Promise<void> {
  await tx.query("UPDATE relayer_senders SET next_nonce = $2 WHERE sender = $1", [sender, nonce]);
}
