import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import type { Fees } from "./fees.ts";
import type { Receipt } from "./node.ts";
import type { SignedTransaction } from "./signer.ts";

/**
 * One signed form of a transaction: its call, or a transfer of nothing that only uses up its nonce. All of one nonce are kept,
 * since any of them may be the one that is mined.
 */
export interface Attempt extends SignedTransaction, Fees {
  transactionId: number;
  sender: Address;
  kind: "call" | "noop";
  nonce: number;
  createdAt: Date;
}

interface AttemptRow {
  hash: Hex32;
  transaction_id: string;
  sender: Address;
  kind: "call" | "noop";
  nonce: string;
  raw: `0x${string}`;
  max_fee_per_gas: string;
  max_priority_fee_per_gas: string;
  created_at: Date;
}

/** Signed forms of transactions by their ids, the dearest first: nodes keep that one, since each was made to replace the one before. */
export async function listAttempts(tx: Pick<Ctx, "tx">, ids: readonly number[]): Promise<Map<number, Attempt[]>> {
  const attempts = new Map<number, Attempt[]>(ids.map((id) => [id, []]));
  if (ids.length === 0) return attempts;
  const rows = await selectRows<AttemptRow>(
    tx,
    `SELECT hash, transaction_id, sender, kind, nonce, raw, max_fee_per_gas, max_priority_fee_per_gas, created_at FROM transaction_attempts
     WHERE transaction_id = ANY($1) ORDER BY max_fee_per_gas DESC, created_at DESC`,
    [ids],
  );
  for (const row of rows) attempts.get(Number(row.transaction_id))?.push(attemptOf(row));
  return attempts;
}

export async function insertAttempts(ctx: Ctx, attempts: readonly Attempt[]): Promise<void> {
  const rows = attempts.map((attempt) => ({
    hash: attempt.hash,
    transaction_id: attempt.transactionId,
    sender: attempt.sender,
    kind: attempt.kind,
    nonce: attempt.nonce,
    raw: attempt.raw,
    max_fee_per_gas: attempt.maxFeePerGas.toString(),
    max_priority_fee_per_gas: attempt.maxPriorityFeePerGas.toString(),
    created_at: attempt.createdAt,
  }));
  await ctx.tx.query("INSERT INTO transaction_attempts SELECT * FROM jsonb_populate_recordset(NULL::transaction_attempts, $1::jsonb)", [
    JSON.stringify(rows),
  ]);
}

/** Notes when a node first took each form. */
export async function noteSent(ctx: Ctx, hashes: readonly Hex32[]): Promise<void> {
  if (hashes.length === 0) return;
  await ctx.tx.query("UPDATE transaction_attempts SET sent_at = $2 WHERE hash = ANY($1) AND sent_at IS NULL", [hashes, ctx.clock.now()]);
}

/** Notes what mined forms cost, whether they were calls or transfers of nothing: this is what the money of a sender goes to. */
export async function noteCosts(ctx: Ctx, receipts: readonly Receipt[]): Promise<void> {
  if (receipts.length === 0) return;
  const rows = receipts.map(({ hash, gasUsed, effectiveGasPrice }) => ({
    hash,
    gas_used: gasUsed.toString(),
    effective_gas_price: effectiveGasPrice.toString(),
  }));
  await ctx.tx.query(
    `UPDATE transaction_attempts AS a SET gas_used = n.gas_used, effective_gas_price = n.effective_gas_price, mined_at = coalesce(a.mined_at, $2)
     FROM jsonb_to_recordset($1::jsonb) AS n(hash text, gas_used bigint, effective_gas_price numeric) WHERE a.hash = n.hash`,
    [JSON.stringify(rows), ctx.clock.now()],
  );
}

function attemptOf(row: AttemptRow): Attempt {
  return {
    transactionId: Number(row.transaction_id),
    sender: row.sender,
    kind: row.kind,
    hash: row.hash,
    nonce: Number(row.nonce),
    raw: row.raw,
    maxFeePerGas: BigInt(row.max_fee_per_gas),
    maxPriorityFeePerGas: BigInt(row.max_priority_fee_per_gas),
    createdAt: row.created_at,
  };
}
