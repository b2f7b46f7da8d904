import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import type { Asked, RelayedTransaction, SenderRole } from "./transactions.store.ts";
import type { TransactionState } from "./states.ts";

/** Columns that change in the life of a transaction, with their types. */
const CHANGING = {
  state: "text",
  sender: "text",
  nonce: "bigint",
  gas_limit: "bigint",
  transaction_hash: "text",
  block_number: "bigint",
  block_hash: "text",
  gas_used: "bigint",
  effective_gas_price: "numeric",
  problem_code: "text",
  problem_detail: "text",
  blocked_reason: "text",
  not_before: "timestamptz",
  postponed_nonce: "bigint",
  cancelling: "text",
  tries: "integer",
  settled: "boolean",
  sent_at: "timestamptz",
  included_at: "timestamptz",
} as const;

const CHANGING_NAMES = Object.keys(CHANGING) as (keyof typeof CHANGING)[];

export const COLUMNS = ["id", "business_key", "role", "target", "data", "created_at", "asked", "asked_of", ...CHANGING_NAMES] as const;
/** Column definitions for `jsonb_to_recordset`. */
export const RECORD = CHANGING_NAMES.map((name) => `${name} ${CHANGING[name]}`).join(", ");
/** Assignments from such a record `n`. */
export const SETS = CHANGING_NAMES.map((name) => `${name} = n.${name}`).join(", ");

export interface Row {
  id: string;
  business_key: string;
  role: SenderRole | null;
  sender: Address;
  target: Address;
  data: `0x${string}`;
  state: TransactionState;
  nonce: string | null;
  gas_limit: string | null;
  transaction_hash: Hex32 | null;
  block_number: string | null;
  block_hash: Hex32 | null;
  gas_used: string | null;
  effective_gas_price: string | null;
  problem_code: string | null;
  problem_detail: string | null;
  blocked_reason: string | null;
  not_before: Date | null;
  postponed_nonce: string | null;
  cancelling: "requeue" | "fail" | null;
  tries: number;
  settled: boolean;
  created_at: Date;
  asked: Asked["what"] | null;
  asked_of: Hex32 | null;
  sent_at: Date | null;
  included_at: Date | null;
}

export function transactionOf(row: Row): RelayedTransaction {
  return {
    id: Number(row.id),
    businessKey: row.business_key,
    role: row.role,
    sender: row.sender,
    target: row.target,
    data: row.data,
    state: row.state,
    nonce: numberOf(row.nonce),
    gasLimit: bigintOf(row.gas_limit),
    transactionHash: row.transaction_hash,
    blockNumber: numberOf(row.block_number),
    blockHash: row.block_hash,
    gasUsed: bigintOf(row.gas_used),
    effectiveGasPrice: bigintOf(row.effective_gas_price),
    problem: row.problem_code === null ? null : { code: row.problem_code, detail: row.problem_detail ?? "" },
    blockedReason: row.blocked_reason,
    notBefore: row.not_before,
    postponedNonce: numberOf(row.postponed_nonce),
    cancelling: row.cancelling,
    tries: row.tries,
    settled: row.settled,
    createdAt: row.created_at,
    asked: row.asked === null || row.asked_of === null ? null : { what: row.asked, of: row.asked_of },
    sentAt: row.sent_at,
    includedAt: row.included_at,
  };
}

/** The changing columns as JSON takes them. */
export function parametersOf(transaction: RelayedTransaction): Record<keyof typeof CHANGING, unknown> {
  return {
    state: transaction.state,
    sender: transaction.sender,
    nonce: transaction.nonce,
    gas_limit: transaction.gasLimit?.toString() ?? null,
    transaction_hash: transaction.transactionHash,
    block_number: transaction.blockNumber,
    block_hash: transaction.blockHash,
    gas_used: transaction.gasUsed?.toString() ?? null,
    effective_gas_price: transaction.effectiveGasPrice?.toString() ?? null,
    problem_code: transaction.problem?.code ?? null,
    problem_detail: transaction.problem?.detail ?? null,
    blocked_reason: transaction.blockedReason,
    not_before: transaction.notBefore,
    postponed_nonce: transaction.postponedNonce,
    cancelling: transaction.cancelling,
    tries: transaction.tries,
    settled: transaction.settled,
    sent_at: transaction.sentAt,
    included_at: transaction.includedAt,
  };
}

function numberOf(text: string | null): number | null {
  return text === null ? null : Number(text);
}

function bigintOf(text: string | null): bigint | null {
  return text === null ? null : BigInt(text);
}
