import { expect } from "chai";
import fc from "fast-check";
import { concatHex, numberToHex } from "viem/utils";
import { consistencyProof, verifyConsistency } from "../../src/hashing/merkle-consistency.ts";
import {
  appendToFrontier,
  EMPTY_FRONTIER,
  extendFrontier,
  frontierBefore,
  frontierOf,
  isFrontier,
  rootOfFrontier,
} from "../../src/hashing/merkle-frontier.ts";
import { EMPTY_ROOT, inclusionProof, leafHash, nodeHash, rootFromPath, rootOf, verifyInclusion } from "../../src/hashing/merkle-tree.ts";
import type { Hex32 } from "../../src/schemas/primitives.ts";
import { flipBit } from "../support/flip.ts";

const leavesOf = (size: number): Hex32[] => Array.from({ length: size }, (_, i) => leafHash(numberToHex(i, { size: 32 })));
const SEED = { seed: 20260421, numRuns: 60 };

/** A tree size, and a leaf of that tree. */
const placed = fc.integer({ min: 1, max: 200 }).chain((size) => fc.tuple(fc.constant(size), fc.integer({ min: 0, max: size - 1 })));

/** RFC 6962, section 2.1, word by word: split at the largest power of two below the size. */
function textbookRoot(leaves: readonly Hex32[]): Hex32 {
  if (leaves.length === 1) return leaves[0]!;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(textbookRoot(leaves.slice(0, split)), textbookRoot(leaves.slice(split)));
}

describe("Merkle tree", () => {
  it("has the root of RFC 6962 for every size up to 70", () => {
    for (let size = 1; size <= 70; size++) expect(rootOf(leavesOf(size)), `size ${size}`).to.equal(textbookRoot(leavesOf(size)));
  });

  it("gives the hash of nothing for no leaves", () => {
    expect(rootOf([])).to.equal(EMPTY_ROOT);
    expect(rootOfFrontier(EMPTY_FRONTIER)).to.equal(EMPTY_ROOT);
    expect(EMPTY_ROOT).to.equal("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
  });

  it("proves any leaf of any tree", () => {
    fc.assert(
      fc.property(placed, ([size, index]) => {
        const leaves = leavesOf(size);
        expect(verifyInclusion(leaves[index]!, inclusionProof(leaves, index), rootOf(leaves))).to.equal(true);
      }),
      SEED,
    );
  });

  it("refuses a proof with any bit of leaf, path or root flipped", () => {
    fc.assert(
      fc.property(placed, fc.nat(), ([size, index], bit) => {
        const leaves = leavesOf(size);
        const [root, proof, leaf] = [rootOf(leaves), inclusionProof(leaves, index), leaves[index]!];
        expect(verifyInclusion(flipBit(leaf, bit), proof, root)).to.equal(false);
        expect(verifyInclusion(leaf, proof, flipBit(root, bit))).to.equal(false);
        proof.path.forEach((node, i) => {
          const path = proof.path.with(i, flipBit(node as Hex32, bit));
          expect(verifyInclusion(leaf, { ...proof, path }, root), `path ${i}`).to.equal(false);
        });
      }),
      SEED,
    );
  });

  it("refuses a proof for another index or with a longer or shorter path", () => {
    fc.assert(
      fc.property(placed, fc.nat({ max: 250 }), ([size, index], other) => {
        const leaves = leavesOf(size);
        const proof = inclusionProof(leaves, index);
        const check = (change: object) => verifyInclusion(leaves[index]!, { ...proof, ...change }, rootOf(leaves));
        if (other !== index) expect(check({ index: other })).to.equal(false);
        expect(check({ path: [...proof.path, EMPTY_ROOT] })).to.equal(false);
        if (proof.path.length > 0) expect(check({ path: proof.path.slice(1) })).to.equal(false);
      }),
      SEED,
    );
  });

  it("answers undefined for indexes and sizes that cannot be", () => {
    const leaf = leafHash("0x");
    for (const [index, size] of [
      [0, 0],
      [1, 1],
      [-1, 1],
      [0.5, 1],
      [0, Number.NaN],
      [0, Infinity],
    ] as const) {
      expect(rootFromPath(leaf, { index, size, path: [] }), `${index} of ${size}`).to.equal(undefined);
    }
  });

  it("throws when a proof is asked for a leaf that is not there", () => {
    expect(() => inclusionProof(leavesOf(3), 3)).to.throw(RangeError);
    expect(() => inclusionProof([], 0)).to.throw(RangeError);
  });

  it("does not take an inner node for a leaf", () => {
    const [a, b, c, d] = leavesOf(4) as [Hex32, Hex32, Hex32, Hex32];
    const joined = concatHex([a, b]);
    expect(leafHash(joined)).to.not.equal(nodeHash(a, b));
    expect(verifyInclusion(leafHash(joined), { index: 0, size: 2, path: [nodeHash(c, d)] }, rootOf([a, b, c, d]))).to.equal(false);
  });
});

describe("frontier", () => {
  it("gives the tree's root at every size", () => {
    let frontier = EMPTY_FRONTIER;
    for (const [i, leaf] of leavesOf(130).entries()) {
      frontier = appendToFrontier(frontier, leaf);
      expect(rootOfFrontier(frontier)).to.equal(rootOf(leavesOf(i + 1)));
      expect(isFrontier(frontier)).to.equal(true);
    }
  });

  it("carries any old tree forward to any newer one", () => {
    fc.assert(
      fc.property(placed, ([size, oldSize]) => {
        const leaves = leavesOf(size);
        expect(rootOfFrontier(extendFrontier(frontierOf(leaves.slice(0, oldSize)), leaves.slice(oldSize)))).to.equal(rootOf(leaves));
      }),
      SEED,
    );
  });

  it("can be read from an inclusion proof, as it was before the leaf", () => {
    fc.assert(
      fc.property(placed, ([size, index]) => {
        const leaves = leavesOf(size);
        expect(frontierBefore(inclusionProof(leaves, index))).to.deep.equal(frontierOf(leaves.slice(0, index)));
      }),
      SEED,
    );
  });

  it("knows a frontier with a peak too many or too few", () => {
    const { size, peaks } = frontierOf(leavesOf(11));
    expect(isFrontier({ size, peaks: peaks.slice(1) })).to.equal(false);
    expect(isFrontier({ size, peaks: [...peaks, EMPTY_ROOT] })).to.equal(false);
  });
});

describe("consistency proof", () => {
  it("shows that any older tree is the beginning of any newer one", () => {
    for (let size = 1; size <= 34; size++) {
      for (let oldSize = 1; oldSize <= size; oldSize++) {
        const leaves = leavesOf(size);
        const proof = consistencyProof(leaves, oldSize);
        expect(verifyConsistency(proof, rootOf(leaves.slice(0, oldSize)), rootOf(leaves)), `${oldSize} of ${size}`).to.equal(true);
      }
    }
  });

  it("refuses a rewritten past and any changed bit", () => {
    fc.assert(
      fc.property(placed, fc.nat(), ([size, index], bit) => {
        const leaves = leavesOf(size);
        const oldSize = index + 1;
        const [oldRoot, root, proof] = [rootOf(leaves.slice(0, oldSize)), rootOf(leaves), consistencyProof(leaves, oldSize)];
        expect(verifyConsistency(proof, flipBit(oldRoot, bit), root)).to.equal(false);
        expect(verifyConsistency(proof, oldRoot, flipBit(root, bit))).to.equal(false);
        proof.path.forEach((node, i) => {
          expect(verifyConsistency({ ...proof, path: proof.path.with(i, flipBit(node, bit)) }, oldRoot, root)).to.equal(false);
        });
        expect(verifyConsistency({ ...proof, path: [...proof.path, EMPTY_ROOT] }, oldRoot, root)).to.equal(false);
        if (proof.path.length > 0) expect(verifyConsistency({ ...proof, path: proof.path.slice(1) }, oldRoot, root)).to.equal(false);
      }),
      SEED,
    );
  });
});
