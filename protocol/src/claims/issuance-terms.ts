import { keccak256, stringToHex } from "viem/utils";
import { contentDigestOf } from "../hashing/content-digest.ts";
import type { Address, Hex32 } from "../schemas/primitives.ts";
import type { IssueMessage } from "../typed-data/carbon.ts";
import { METHODOLOGY_HASH } from "./methodology.ts";

/** Name of our registry; what the contract knows is its keccak256. */
export const REGISTRY = "waybill";

/** Most grams that one batch holds: 2^48 - 1. */
export const MAX_BATCH_GRAMS = 2n ** 48n - 1n;

/** What a verifier signs, but for its deadline. */
export type IssuanceTerms = Omit<IssueMessage, "deadline">;

export interface ClaimedSaving {
  to: Address;
  /** Grams, from 1. */
  savedGrams: bigint;
  vintage: number;
  /** Ten-thousandths. */
  bufferShare: number;
  /** Hashes of both footprints. */
  baseline: Hex32;
  actual: Hex32;
  /** `transportKeys` of all claimed transports. */
  keys: readonly Hex32[];
  /** Content ids. */
  documents: readonly string[];
}

/**
 * The terms of an issuance. The project is the claimed transports themselves, and their serials begin at 1: so the contract refuses a
 * second issuance for the same transports, too.
 */
export function issuanceTermsOf({ to, savedGrams, vintage, bufferShare, baseline, actual, keys, documents }: ClaimedSaving): IssuanceTerms {
  return {
    to,
    registry: keccak256(stringToHex(REGISTRY)) as Hex32,
    project: keccak256(stringToHex(projectOf(keys))) as Hex32,
    vintage,
    firstSerial: 1n,
    lastSerial: savedGrams,
    bufferShare,
    saving: { baseline, actual, methodology: METHODOLOGY_HASH, evidence: evidenceHash(documents) },
  };
}

/** Name of the project in our registry. */
export function projectOf(keys: readonly Hex32[]): string {
  return `transports:${contentDigestOf({ statements: [...new Set(keys)].sort() })}`;
}

/** SHA-256 over the RFC 8785 form of the content ids in order: whoever adds, takes away or replaces a document changes it. */
export function evidenceHash(documents: readonly string[]): Hex32 {
  return contentDigestOf({ documents: [...new Set(documents)].sort() });
}

/** Grams that are withheld; rounds up, as the contract does. */
export function bufferGrams(grams: bigint, bufferShare: number): bigint {
  return (grams * BigInt(bufferShare) + 9_999n) / 10_000n;
}
