/**
 * Writes vectors/merkle.json and vectors/log.json, which the tests of protocol and contracts both read.
 * `--check` writes nothing and exits with 1 when a file differs.
 *
 *     node protocol/scripts/generate-merkle-vectors.ts [--check]
 */
import { readFileSync, writeFileSync } from "node:fs";
import { keccak256, numberToHex, sliceHex, stringToHex } from "viem/utils";
import { logLeaf, type LogEntry } from "../src/hashing/anchor-log.ts";
import { consistencyProof } from "../src/hashing/merkle-consistency.ts";
import { frontierOf } from "../src/hashing/merkle-frontier.ts";
import { inclusionProof, leafHash, rootOf } from "../src/hashing/merkle-tree.ts";
import type { Address, Hex32 } from "../src/schemas/primitives.ts";

const LARGEST = 33;

const values = Array.from({ length: LARGEST }, (_, i) => numberToHex(i, { size: 32 }) as Hex32);
const entries = Array.from({ length: LARGEST }, (_, i): LogEntry => {
  const seed = keccak256(stringToHex(`waybill log vector ${i}`));
  return { root: seed as Hex32, author: sliceHex(keccak256(seed), 0, 20) as Address, timestamp: 1_800_000_000 + 12 * i };
});

const files = {
  "merkle.json": {
    about: "RFC 6962 trees over keccak256: leaf hash = keccak256(0x00 ‖ value), node = keccak256(0x01 ‖ left ‖ right).",
    values,
    leaves: values.map(leafHash),
    trees: treesOver(values.map(leafHash)),
  },
  "log.json": {
    about: "The contract's log: leaf hash = keccak256(0x00 ‖ root ‖ author ‖ uint96 timestamp), nodes as in merkle.json.",
    entries,
    leaves: entries.map(logLeaf),
    trees: treesOver(entries.map(logLeaf)),
  },
};

function treesOver(leaves: readonly Hex32[]) {
  return Array.from({ length: LARGEST + 1 }, (_, size) => {
    const tree = leaves.slice(0, size);
    return {
      size,
      root: rootOf(tree),
      frontier: frontierOf(tree).peaks,
      inclusion: spread(0, size - 1).map((index) => inclusionProof(tree, index)),
      consistency: spread(1, size).map((oldSize) => consistencyProof(tree, oldSize)),
    };
  });
}

/** First, second, middle and last two whole numbers of a range: where off-by-one errors live. */
function spread(from: number, to: number): number[] {
  const picks = [from, from + 1, Math.floor((from + to) / 2), to - 1, to];
  return [...new Set(picks)].filter((pick) => pick >= from && pick <= to).sort((a, b) => a - b);
}

let stale = 0;
for (const [name, content] of Object.entries(files)) {
  const url = new URL(`../vectors/${name}`, import.meta.url);
  const text = `${JSON.stringify(content, null, 1)}\n`;
  if (!process.argv.includes("--check")) writeFileSync(url, text);
  else if (readFileSync(url, "utf8") !== text) {
    console.error(`protocol/vectors/${name} is not what the code makes: run node protocol/scripts/generate-merkle-vectors.ts`);
    stale++;
  }
}
process.exitCode = stale > 0 ? 1 : 0;
