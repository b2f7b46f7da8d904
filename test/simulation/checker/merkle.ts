import { concat, keccak256, toBeHex } from "ethers";

/** A perfect subtree of the log. */
export interface Peak {
  height: number;
  hash: string;
}

/** Root of a tree without leaves: keccak256 of nothing. */
const EMPTY = keccak256("0x");

/** Leaf of the contract's log: who anchored what, and when. */
export function leafOf(root: string, author: string, timestamp: number): string {
  return keccak256(concat(["0x00", root, author, toBeHex(timestamp, 12)]));
}

/** Peaks after one more leaf, as a fresh list; largest first. */
export function withLeaf(peaks: readonly Peak[], leaf: string): Peak[] {
  const next = [...peaks];
  let peak: Peak = { height: 0, hash: leaf };
  for (let last = next.at(-1); last?.height === peak.height; last = next.at(-1)) {
    peak = { height: peak.height + 1, hash: nodeOf(last.hash, peak.hash) };
    next.pop();
  }
  next.push(peak);
  return next;
}

/** Root over all leaves that the peaks stand for, in the shape of RFC 6962. */
export function rootOf(peaks: readonly Peak[]): string {
  return peaks.reduceRight<string | null>((right, { hash }) => (right === null ? hash : nodeOf(hash, right)), null) ?? EMPTY;
}

/** Root of a batch: its leaves are 32-byte values, hashed first. */
export function batchRootOf(values: readonly string[]): string {
  return rootOf(values.reduce<Peak[]>((peaks, value) => withLeaf(peaks, keccak256(concat(["0x00", value]))), []));
}

function nodeOf(left: string, right: string): string {
  return keccak256(concat(["0x01", left, right]));
}
