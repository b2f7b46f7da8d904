import { encodeAbiParameters, keccak256, stringToHex } from "viem/utils";
import type { HistoryEntry } from "../schemas/bundle.ts";
import type { Hex32, Subject } from "../schemas/primitives.ts";

const TAG = keccak256(stringToHex("waybill.history.v1"));

/** Stands for "nothing": the head before the first entry, and the `corrects` of an ordinary statement. */
export const ZERO_HEX32 = `0x${"0".repeat(64)}` as Hex32;

/** Head after one more statement: keccak256(abi.encode(head, commitment, corrects)), with zero for "corrects nothing". */
export function foldHistory(head: Hex32, { commitment, corrects }: HistoryEntry): Hex32 {
  const words = [{ type: "bytes32" }, { type: "bytes32" }, { type: "bytes32" }] as const;
  return keccak256(encodeAbiParameters(words, [head, commitment as Hex32, (corrects ?? ZERO_HEX32) as Hex32])) as Hex32;
}

/** Head of a whole history, oldest entry first. */
export function historyHeadOf(entries: readonly HistoryEntry[]): Hex32 {
  return entries.reduce(foldHistory, ZERO_HEX32);
}

export interface HistoryState {
  subject: Subject | string;
  /** 32 random bytes per subject, the same in every batch: they keep guessable subjects out of public data. */
  salt: Hex32;
  /** Number of entries folded into `head`. */
  count: number;
  head: Hex32;
}

/**
 * The value that a batch holds for a subject: keccak256(abi.encode(tag, salt, keccak256(subject), count, head)). It fixes which
 * statements about the subject exist, and their order, up to that anchor. `batchLeaves` makes it a leaf hash.
 */
export function historyLeaf({ subject, salt, count, head }: HistoryState): Hex32 {
  const types = [{ type: "bytes32" }, { type: "bytes32" }, { type: "bytes32" }, { type: "uint256" }, { type: "bytes32" }] as const;
  return keccak256(encodeAbiParameters(types, [TAG, salt, keccak256(stringToHex(subject)), BigInt(count), head])) as Hex32;
}
