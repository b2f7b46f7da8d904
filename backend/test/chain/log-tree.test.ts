import { frontierOf } from "@waybill/protocol/hashing/merkle-frontier";
import { inclusionProof, leafHash, rootOf } from "@waybill/protocol/hashing/merkle-tree";
import { expect } from "chai";
import fc from "fast-check";
import { numberToHex } from "viem";
import { createLogTree } from "../../src/modules/chain/anchoring/log-tree.ts";

const LEAVES = Array.from({ length: 70 }, (_, index) => leafHash(numberToHex(index, { size: 2 })));

function treeOf(size: number) {
  const tree = createLogTree();
  for (const leaf of LEAVES.slice(0, size)) tree.append(leaf);
  return tree;
}

describe("the log kept in memory", () => {
  it("has the protocol's root and peaks at every size up to its own", () => {
    const tree = treeOf(LEAVES.length);
    for (let size = 0; size <= LEAVES.length; size++) {
      expect(tree.rootAt(size)).to.equal(rootOf(LEAVES.slice(0, size)));
      expect(tree.peaksAt(size)).to.deep.equal(frontierOf(LEAVES.slice(0, size)).peaks);
    }
  });

  it("proves every leaf at every size as the protocol does", () => {
    const tree = treeOf(40);
    for (let size = 1; size <= 40; size++)
      for (let index = 0; index < size; index++)
        expect(tree.proofAt(index, size)).to.deep.equal(inclusionProof(LEAVES.slice(0, size), index));
  });

  it("forgets what is cut off, however it grew before", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(LEAVES.length), fc.nat(LEAVES.length)), { maxLength: 10 }), (steps) => {
        const tree = createLogTree();
        for (const [cut, grown] of steps) {
          tree.truncate(Math.min(cut, tree.size()));
          while (tree.size() < grown) tree.append(LEAVES[tree.size()] as never);
          expect(tree.rootAt(tree.size())).to.equal(rootOf(LEAVES.slice(0, tree.size())));
        }
      }),
    );
  });

  it("has no proof for a leaf outside of the tree", () => {
    expect(() => treeOf(3).proofAt(3, 3)).to.throw(RangeError);
    expect(() => treeOf(3).proofAt(0, 4)).to.throw(RangeError);
  });
});
