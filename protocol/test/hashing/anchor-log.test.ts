import { expect } from "chai";
import { keccak256, solidityPacked } from "ethers";
import { logLeaf } from "../../src/hashing/anchor-log.ts";
import { batchLeaves } from "../../src/hashing/batch.ts";
import { leafHash } from "../../src/hashing/merkle-tree.ts";
import type { Address, Hex32 } from "../../src/schemas/primitives.ts";

const word = (digit: string) => `0x${digit.repeat(64)}` as Hex32;

describe("anchor log", () => {
  it("hashes a log entry as Solidity packs it: root, author, 96-bit time", () => {
    const entry = { root: word("a"), author: "0x00000000000000000000000000000000000000ff" as Address, timestamp: 1_800_000_000 };
    const packed = solidityPacked(["uint8", "bytes32", "address", "uint96"], [0, entry.root, entry.author, entry.timestamp]);
    expect(logLeaf(entry)).to.equal(keccak256(packed));
  });
});

describe("batch", () => {
  it("puts the previous root first, then commitments, then histories, each as a leaf hash", () => {
    const leaves = batchLeaves({ previousRoot: word("0"), commitments: [word("1"), word("2")], historyLeaves: [word("3")] });
    expect(leaves).to.deep.equal([word("0"), word("1"), word("2"), word("3")].map(leafHash));
  });
});
