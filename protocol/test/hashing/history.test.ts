import { expect } from "chai";
import { AbiCoder, id, keccak256, toUtf8Bytes } from "ethers";
import fc from "fast-check";
import { correctsOf } from "../../src/hashing/corrects.ts";
import { foldHistory, historyHeadOf, historyLeaf, ZERO_HEX32 } from "../../src/hashing/history.ts";
import type { HistoryEntry } from "../../src/schemas/bundle.ts";
import type { Hex32 } from "../../src/schemas/primitives.ts";

const abi = AbiCoder.defaultAbiCoder();
const word = (digit: string) => `0x${digit.repeat(64)}` as Hex32;
const entry = fc.record({
  commitment: fc.constantFrom(word("1"), word("2"), word("3")),
  corrects: fc.constantFrom(null, word("4"), word("5")),
}) as fc.Arbitrary<HistoryEntry>;

describe("history", () => {
  it("folds each statement into the head as abi.encode(head, commitment, corrects)", () => {
    const first = keccak256(abi.encode(["bytes32", "bytes32", "bytes32"], [ZERO_HEX32, word("1"), ZERO_HEX32]));
    const second = keccak256(abi.encode(["bytes32", "bytes32", "bytes32"], [first, word("2"), word("4")]));
    const entries = [
      { commitment: word("1"), corrects: null },
      { commitment: word("2"), corrects: word("4") },
    ];
    expect(historyHeadOf(entries)).to.equal(second);
    expect(foldHistory(first as Hex32, entries[1]!)).to.equal(second);
  });

  it("has another head for any other list of statements", () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 6 }), fc.array(entry, { maxLength: 6 }), (a, b) => {
        expect(historyHeadOf(a) === historyHeadOf(b)).to.equal(JSON.stringify(a) === JSON.stringify(b));
      }),
      { seed: 8, numRuns: 200 },
    );
  });

  it("commits to subject, count and head under a salt", () => {
    const state = { subject: "https://id.gs1.org/01/00860009999986/10/A", salt: word("7"), count: 2, head: word("8") };
    const words = [id("waybill.history.v1"), state.salt, keccak256(toUtf8Bytes(state.subject)), 2, state.head];
    expect(historyLeaf(state)).to.equal(keccak256(abi.encode(["bytes32", "bytes32", "bytes32", "uint256", "bytes32"], words)));
  });
});

describe("corrects", () => {
  it("names the event by its own hash when the statement declares an error, else nothing", () => {
    expect(correctsOf({ type: "ObjectEvent" }, word("9"))).to.equal(null);
    expect(correctsOf({ type: "ObjectEvent", errorDeclaration: { declarationTime: "2026-04-19T00:00:00Z" } }, word("9"))).to.equal(
      word("9"),
    );
  });
});
