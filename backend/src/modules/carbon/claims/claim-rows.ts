import { REGISTRY, type IssuanceTerms } from "@waybill/protocol/claims/issuance-terms";
import type { ClaimState } from "@waybill/protocol/claims/transitions";
import type { Footprint } from "@waybill/protocol/footprint/footprint";
import type { TransportChange } from "@waybill/protocol/footprint/what-if";
import type { Address, Finality, Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import { keccak256, stringToHex } from "viem/utils";
import type { RelayedTransaction } from "../../chain/chain.queries.ts";

/** A claim as it is stored. */
export interface Claim {
  id: string;
  sequence: string;
  state: ClaimState;
  version: number;
  claimant: Address;
  verifier: Address;
  subject: Subject;
  baseline: Footprint;
  changes: TransportChange[];
  baselineGrams: bigint;
  actualGrams: bigint;
  documents: string[];
  terms: IssuanceTerms;
  batchId: bigint;
  verification: { deadline: number; signature: `0x${string}` } | null;
  issuance: Issuance | null;
  createdAt: Date;
}

/** What became of the transaction that issues. */
export interface Issuance {
  /** Null for an issuer that had it sent from a wallet of its own. */
  issuer: Address | null;
  state: RelayedTransaction["state"];
  reason: string | null;
  transactionHash: Hex32 | null;
  blockNumber: number | null;
  finality: Finality | null;
}

export interface ClaimRow {
  id: string;
  sequence: string;
  state: ClaimState;
  version: number;
  claimant: Address;
  receiver: Address;
  verifier: Address;
  subject: Subject;
  actual: Hex32;
  baseline: Hex32;
  baseline_json: string;
  changes: TransportChange[];
  baseline_grams: string;
  actual_grams: string;
  grams: string;
  documents: string[];
  methodology: Hex32;
  evidence: Hex32;
  project: Hex32;
  vintage: number;
  buffer_share: number;
  batch_id: string;
  verification_deadline: string | null;
  verification_signature: `0x${string}` | null;
  issuer: Address | null;
  issuance_state: RelayedTransaction["state"] | null;
  issuance_reason: string | null;
  transaction_hash: Hex32 | null;
  block_number: string | null;
  finality: Finality | null;
  created_at: Date;
}

export const CLAIM_COLUMNS = "c.*, CASE WHEN c.block_number IS NOT NULL THEN chain_finality(c.block_number) END AS finality";

const REGISTRY_HASH = keccak256(stringToHex(REGISTRY)) as Hex32;

export function claimOf(row: ClaimRow): Claim {
  const { id, sequence, state, version, claimant, verifier, subject, changes, documents, issuer, issuance_state } = row;
  return {
    ...{ id, sequence, state, version, claimant, verifier, subject, changes, documents },
    baseline: JSON.parse(row.baseline_json) as Footprint,
    baselineGrams: BigInt(row.baseline_grams),
    actualGrams: BigInt(row.actual_grams),
    terms: {
      to: row.receiver,
      registry: REGISTRY_HASH,
      project: row.project,
      vintage: row.vintage,
      firstSerial: 1n,
      lastSerial: BigInt(row.grams),
      bufferShare: row.buffer_share,
      saving: { baseline: row.baseline, actual: row.actual, methodology: row.methodology, evidence: row.evidence },
    },
    batchId: BigInt(row.batch_id),
    verification:
      row.verification_deadline === null || row.verification_signature === null
        ? null
        : { deadline: Number(row.verification_deadline), signature: row.verification_signature },
    issuance:
      issuance_state === null
        ? null
        : {
            ...{
              issuer,
              state: issuance_state,
              reason: row.issuance_reason,
              transactionHash: row.transaction_hash,
              finality: row.finality,
            },
            blockNumber: row.block_number === null ? null : Number(row.block_number),
          },
    createdAt: row.created_at,
  };
}
