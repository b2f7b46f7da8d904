import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import type { Fees } from "./fees.ts";
import type { SignedTransaction } from "./signer.ts";

/** queued -> signed -> sent -> included -> final; or failed (never sent), reverted, unknown (its nonce was used by something else). */
export type TransactionState = "queued" | "signed" | "sent" | "included" | "final" | "failed" | "reverted" | "unknown";

export interface RelayedTransaction {
  id: number;
  businessKey: string;
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
  problem: { code: string; detail: string } | null;
  createdAt: Date;
  sentAt: Date | null;
}

/** One signed form of a transaction; all of one nonce are kept, since any of them may be the one that is mined. */
export interface Attempt extends SignedTransaction, Fees {
  nonce: number;
  createdAt: Date;
}

type Tx = Pick<Ctx, "tx">;

const COLUMNS = `id, business_key, sender, target, data, state, nonce, gas_limit, transaction_hash, block_number, block_hash,
  problem_code, problem_detail, created_at, sent_at`;

interface Row {
  id: string;
  business_key: string;
  sender: Address;
  target: Address;
  data: `0x${string}`;
  state: TransactionState;
  nonce: string | null;
  gas_limit: string | null;
  transaction_hash: Hex32 | null;
  block_number: string | null;
  block_hash: Hex32 | null;
  problem_code: string | null;
  problem_detail: string | null;
  created_at: Date;
  sent_at: Date | null;
}

export interface NewTransaction {
  businessKey: string;
  sender: Address;
  target: Address;
  data: `0x${string}`;
}

/**
 * Stores a transaction unless one with its business key exists; one that was never sent, or reverted for good, is tried anew.
 * Answers whether there is something to do now.
 */
export async function insertTransaction(ctx: Ctx, { businessKey, sender, target, data }: NewTransaction): Promise<boolean> {
  const rows = await selectRows(
    ctx,
    `INSERT INTO transactions AS t (business_key, sender, target, data, state, created_at, updated_at)
     VALUES ($1, $2, $3, $4, 'queued', $5, $5)
     ON CONFLICT (business_key) DO UPDATE SET sender = $2, target = $3, data = $4, state = 'queued', nonce = NULL, gas_limit = NULL,
       transaction_hash = NULL, block_number = NULL, block_hash = NULL, gas_used = NULL,
       effective_gas_price = NULL, problem_code = NULL, problem_detail = NULL, sent_at = NULL, created_at = $5, updated_at = $5
     WHERE t.state = 'failed' OR (t.state = 'reverted' AND chain_finality(t.block_number) = 'final')
     RETURNING id`,
    [businessKey, sender, target, data, ctx.clock.now()],
  );
  return rows.length === 1;
}

/**
 * Signed transactions whose fate is not final, in the order of their nonces; those that are not mined yet come first, so that many that only
 * wait for finality can't keep them from being sent.
 */
export async function listUnsettled(tx: Tx, sender: Address, limit: number): Promise<RelayedTransaction[]> {
  const rows = await selectRows<Row>(
    tx,
    `SELECT ${COLUMNS} FROM transactions
     WHERE sender = $1 AND (state IN ('signed', 'sent', 'included', 'unknown') OR (state = 'reverted' AND chain_finality(block_number) <> 'final'))
     ORDER BY state IN ('signed', 'sent') DESC, nonce LIMIT $2`,
    [sender, limit],
  );
  return rows.map(transactionOf);
}

/** Transactions of a sender that wait for their nonce, oldest first. */
export async function listQueued(tx: Tx, sender: Address, limit: number): Promise<RelayedTransaction[]> {
  const rows = await selectRows<Row>(
    tx,
    `SELECT ${COLUMNS} FROM transactions WHERE sender = $1 AND state = 'queued' ORDER BY id LIMIT $2`,
    [sender, limit],
  );
  return rows.map(transactionOf);
}

export async function findByKeys(tx: Tx, businessKeys: readonly string[]): Promise<RelayedTransaction[]> {
  const rows = await selectRows<Row>(tx, `SELECT ${COLUMNS} FROM transactions WHERE business_key = ANY($1)`, [businessKeys]);
  return rows.map(transactionOf);
}

/** Signed forms of a transaction, the dearest first. */
export async function listAttempts(tx: Tx, id: number): Promise<Attempt[]> {
  const rows = await selectRows<AttemptRow>(
    tx,
    `SELECT hash, nonce, raw, max_fee_per_gas, max_priority_fee_per_gas, created_at FROM transaction_attempts
     WHERE transaction_id = $1 ORDER BY max_fee_per_gas DESC, created_at DESC`,
    [id],
  );
  return rows.map((row) => ({
    hash: row.hash,
    nonce: Number(row.nonce),
    raw: row.raw,
    maxFeePerGas: BigInt(row.max_fee_per_gas),
    maxPriorityFeePerGas: BigInt(row.max_priority_fee_per_gas),
    createdAt: row.created_at,
  }));
}

interface AttemptRow {
  hash: Hex32;
  nonce: string;
  raw: `0x${string}`;
  max_fee_per_gas: string;
  max_priority_fee_per_gas: string;
  created_at: Date;
}

export async function insertAttempt(
  ctx: Ctx,
  { id, nonce, signed, fees }: { id: number; nonce: number; signed: SignedTransaction; fees: Fees },
): Promise<void> {
  await ctx.tx.query(
    `INSERT INTO transaction_attempts (hash, transaction_id, nonce, raw, max_fee_per_gas, max_priority_fee_per_gas, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [signed.hash, id, nonce, signed.raw, fees.maxFeePerGas.toString(), fees.maxPriorityFeePerGas.toString(), ctx.clock.now()],
  );
}

/** The members of a change; what is left out stays as it is. */
export type TransactionPatch = Partial<{
  state: TransactionState;
  nonce: number | null;
  gas_limit: bigint | null;
  transaction_hash: Hex32 | null;
  block_number: number | null;
  block_hash: Hex32 | null;
  gas_used: bigint | null;
  effective_gas_price: bigint | null;
  problem_code: string | null;
  problem_detail: string | null;
  sent_at: Date | null;
}>;

/** Somebody else changed the transaction since it was read, as a reorg does; nothing was written. */
export class StaleTransactionError extends Error {
  override name = "StaleTransactionError";
}

/**
 * Changes a transaction that is still in the state in which it was read.
 *
 * @throws {StaleTransactionError}
 */
export async function patchTransaction(ctx: Ctx, before: RelayedTransaction, patch: TransactionPatch): Promise<RelayedTransaction> {
  const entries = Object.entries(patch);
  const assignments = entries.map(([column], index) => `${column} = $${index + 4}`);
  const values = entries.map(([, value]) => (typeof value === "bigint" ? value.toString() : value));
  const [row] = await selectRows<Row>(
    ctx,
    `UPDATE transactions SET ${[...assignments, "updated_at = $3"].join(", ")} WHERE id = $1 AND state = $2 RETURNING ${COLUMNS}`,
    [before.id, before.state, ctx.clock.now(), ...values],
  );
  if (!row) throw new StaleTransactionError(`transaction ${before.id} is no longer ${before.state}`);
  return transactionOf(row);
}

/** What was mined above a block is open again: the relayer looks for it, and sends it anew if need be. */
export async function reopenAbove(ctx: Ctx, sender: Address, blockNumber: number): Promise<RelayedTransaction[]> {
  const rows = await selectRows<Row>(
    ctx,
    `UPDATE transactions SET state = 'sent', block_number = NULL, block_hash = NULL, gas_used = NULL, effective_gas_price = NULL,
       problem_code = NULL, problem_detail = NULL, updated_at = $2
     WHERE block_number > $1 AND sender = $3 RETURNING ${COLUMNS}`,
    [blockNumber, ctx.clock.now(), sender],
  );
  return rows.map(transactionOf);
}

function transactionOf(row: Row): RelayedTransaction {
  return {
    id: Number(row.id),
    businessKey: row.business_key,
    sender: row.sender,
    target: row.target,
    data: row.data,
    state: row.state,
    nonce: row.nonce === null ? null : Number(row.nonce),
    gasLimit: row.gas_limit === null ? null : BigInt(row.gas_limit),
    transactionHash: row.transaction_hash,
    blockNumber: row.block_number === null ? null : Number(row.block_number),
    blockHash: row.block_hash,
    problem: row.problem_code === null ? null : { code: row.problem_code, detail: row.problem_detail ?? "" },
    createdAt: row.created_at,
    sentAt: row.sent_at,
  };
}
