import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import type { TransactionState } from "./states.ts";
import { COLUMNS, parametersOf, RECORD, SETS, transactionOf, type Row } from "./transaction-rows.ts";

export type { TransactionState } from "./states.ts";

/** `registrar` holds the role that registers actors; `relayer` carries everything else. One key may be both. */
export type SenderRole = "relayer" | "registrar";

/** What an admin wants of a transaction that waits; done as soon as it has a dearer form than the one named. */
export interface Asked {
  what: "replace" | "withdraw";
  of: Hex32;
}

export interface RelayedTransaction {
  id: number;
  businessKey: string;
  /** Whose key it is for; null for transfers that only fill a gap. */
  role: SenderRole | null;
  sender: Address;
  target: Address;
  data: `0x${string}`;
  state: TransactionState;
  nonce: number | null;
  gasLimit: bigint | null;
  /** Of the form that was mined, else of the newest. */
  transactionHash: Hex32 | null;
  blockNumber: number | null;
  blockHash: Hex32 | null;
  gasUsed: bigint | null;
  effectiveGasPrice: bigint | null;
  problem: { code: string; detail: string } | null;
  /** Why it does not move, in one sentence; null while it does. */
  blockedReason: string | null;
  /** A queued one is not looked at before. */
  notBefore: Date | null;
  /** Its estimate failed while transactions below this nonce were on their way; once they are mined, a failure is the last word. */
  postponedNonce: number | null;
  /** Its nonce is being freed by a transfer of nothing; what becomes of it once that is final. */
  cancelling: "requeue" | "fail" | null;
  /** Nonces that were given up for it. */
  tries: number;
  /** Reverted for good, and looked at for the last time. */
  settled: boolean;
  /** Never changed with the rest: it comes from outside of a round. */
  asked: Asked | null;
  createdAt: Date;
  sentAt: Date | null;
  includedAt: Date | null;
}

type Tx = Pick<Ctx, "tx">;

export interface NewTransaction {
  businessKey: string;
  role: SenderRole | null;
  sender: Address;
  target: Address;
  data: `0x${string}`;
}

/**
 * Stores a transaction unless one with its business key exists; one that was never sent, or reverted for good, is tried anew.
 * Answers whether there is something to do now.
 */
export async function insertTransaction(ctx: Ctx, { businessKey, role, sender, target, data }: NewTransaction): Promise<boolean> {
  const rows = await selectRows(
    ctx,
    `INSERT INTO transactions AS t (business_key, role, sender, target, data, state, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, 'queued', $6, $6)
     ON CONFLICT (business_key) DO UPDATE SET role = $2, sender = $3, target = $4, data = $5, state = 'queued', nonce = NULL, gas_limit = NULL,
       transaction_hash = NULL, block_number = NULL, block_hash = NULL, gas_used = NULL, effective_gas_price = NULL, problem_code = NULL,
       problem_detail = NULL, blocked_reason = NULL, not_before = NULL, postponed_nonce = NULL, cancelling = NULL, tries = 0, settled = false,
       sent_at = NULL, included_at = NULL, asked = NULL, asked_of = NULL, created_at = $6, updated_at = $6
     WHERE t.state = 'failed' OR (t.state = 'reverted' AND chain_finality(t.block_number) = 'final')
     RETURNING id`,
    [businessKey, role, sender, target, data, ctx.clock.now()],
  );
  return rows.length === 1;
}

/** Signed transactions that are not mined as far as we know, in the order of their nonces. */
export async function listUnmined(tx: Tx, sender: Address, limit: number): Promise<RelayedTransaction[]> {
  return list(tx, "sender = $1 AND state IN ('signed', 'sent', 'unknown') ORDER BY nonce LIMIT $2", [sender, limit]);
}

/**
 * Mined transactions that ask for another look: those whose nonce the chain waits for again although it is as long as before, as after a
 * reorg, and those whose block is final by now. The others only wait; a node whose head is lower than their block just lags.
 */
export async function listMinedToCheck(
  tx: Tx,
  sender: Address,
  { minedNonces, headNumber, finalBlock, limit }: { minedNonces: number; headNumber: number; finalBlock: number | null; limit: number },
): Promise<RelayedTransaction[]> {
  return list(
    tx,
    `sender = $1 AND state IN ('included', 'reverted') AND NOT settled AND ((nonce >= $2 AND block_number <= $3) OR block_number <= $4)
     ORDER BY nonce LIMIT $5`,
    [sender, minedNonces, headNumber, finalBlock, limit],
  );
}

/** Transactions of a sender that wait for their nonce and may be tried now, oldest first. */
export async function listQueued(tx: Tx, sender: Address, { now, limit }: { now: Date; limit: number }): Promise<RelayedTransaction[]> {
  return list(tx, "sender = $1 AND state = 'queued' AND (not_before IS NULL OR not_before <= $2) ORDER BY id LIMIT $3", [
    sender,
    now,
    limit,
  ]);
}

/** How many nonces of a sender the chain has when it has all that we sent, whatever a reorg took back for now. */
export async function countNonces(tx: Tx, sender: Address): Promise<number> {
  const [row] = await selectRows<{ count: string | null }>(tx, "SELECT max(nonce) + 1 AS count FROM transactions WHERE sender = $1", [
    sender,
  ]);
  return Number(row?.count ?? 0);
}

/** Whether anything of a sender is not at its end. */
export async function hasOpen(tx: Tx, sender: Address): Promise<boolean> {
  const [row] = await selectRows<{ open: boolean }>(
    tx,
    `SELECT EXISTS (SELECT FROM transactions WHERE sender = $1 AND state = 'queued')
       OR EXISTS (SELECT FROM transactions WHERE sender = $1 AND state IN ('signed', 'sent', 'unknown'))
       OR EXISTS (SELECT FROM transactions WHERE sender = $1 AND state IN ('included', 'reverted') AND NOT settled) AS open`,
    [sender],
  );
  return row?.open === true;
}

export async function findByKeys(tx: Tx, businessKeys: readonly string[]): Promise<RelayedTransaction[]> {
  return list(tx, "business_key = ANY($1)", [businessKeys]);
}

/** A transaction as it was read, and as it shall be. */
export interface Change {
  before: RelayedTransaction;
  after: RelayedTransaction;
}

/**
 * Stores changes of transactions that are still in the state in which they were read; one that a reorg changed meanwhile is left
 * as the reorg left it, and the next round looks again. Answers those that were stored.
 */
export async function storeChanges(ctx: Ctx, changes: readonly Change[]): Promise<RelayedTransaction[]> {
  if (changes.length === 0) return [];
  const rows = await selectRows<Row>(
    ctx,
    `WITH n AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(id bigint, before_state text, before_sender text, ${RECORD})),
     -- In one order, as everybody who locks several: or two of them could wait for each other.
     locked AS (SELECT t.id FROM transactions t JOIN n USING (id) WHERE t.state = n.before_state AND t.sender = n.before_sender
       ORDER BY t.id FOR UPDATE OF t)
     UPDATE transactions AS t SET ${SETS}, updated_at = $2 FROM n JOIN locked USING (id) WHERE t.id = n.id
     RETURNING ${COLUMNS.map((column) => `t.${column}`).join(", ")}`,
    [JSON.stringify(changes.map(recordOf)), ctx.clock.now()],
  );
  return rows.map(transactionOf);
}

function recordOf({ before, after }: Change) {
  return { id: before.id, before_state: before.state, before_sender: before.sender, ...parametersOf(after) };
}

/** What was mined above a block is open again: the relayer looks for it, and sends it anew if need be. */
export async function reopenAbove(ctx: Ctx, sender: Address, blockNumber: number): Promise<RelayedTransaction[]> {
  const rows = await selectRows<Row>(
    ctx,
    `UPDATE transactions AS t SET state = 'sent', block_number = NULL, block_hash = NULL, gas_used = NULL, effective_gas_price = NULL,
       problem_code = NULL, problem_detail = NULL, settled = false, included_at = NULL, updated_at = $2
     FROM (SELECT id FROM transactions WHERE block_number > $1 AND sender = $3 ORDER BY id FOR UPDATE) AS locked
     WHERE t.id = locked.id RETURNING ${COLUMNS.map((column) => `t.${column}`).join(", ")}`,
    [blockNumber, ctx.clock.now(), sender],
  );
  return rows.map(transactionOf);
}

async function list(tx: Tx, where: string, parameters: unknown[]): Promise<RelayedTransaction[]> {
  const rows = await selectRows<Row>(tx, `SELECT ${COLUMNS.join(", ")} FROM transactions WHERE ${where}`, parameters);
  return rows.map(transactionOf);
}

/** What is on its way for a sender, and what it may cost at most. */
export async function readCommitted(tx: Tx, sender: Address): Promise<{ inFlight: number; costWei: bigint }> {
  const [row] = await selectRows<{ count: string; cost: string }>(
    tx,
    `SELECT count(*) AS count, coalesce(sum(t.gas_limit * a.max_fee), 0) AS cost FROM transactions t
     LEFT JOIN LATERAL (SELECT max(max_fee_per_gas) AS max_fee FROM transaction_attempts a WHERE a.transaction_id = t.id AND a.nonce = t.nonce) a ON true
     WHERE t.sender = $1 AND t.state IN ('signed', 'sent')`,
    [sender],
  );
  return { inFlight: Number(row?.count ?? 0), costWei: BigInt(row?.cost ?? 0) };
}
