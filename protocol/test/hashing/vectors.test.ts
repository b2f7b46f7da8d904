import { readFileSync } from "node:fs";
import { expect } from "chai";
import { logLeaf, type LogEntry } from "../../src/hashing/anchor-log.ts";
import { verifyConsistency, type ConsistencyProof } from "../../src/hashing/merkle-consistency.ts";
import { frontierOf, rootOfFrontier } from "../../src/hashing/merkle-frontier.ts";
import { leafHash, rootOf, verifyInclusion } from "../../src/hashing/merkle-tree.ts";
import type { MerklePath } from "../../src/schemas/bundle.ts";
import type { Hex32 } from "../../src/schemas/primitives.ts";

interface Tree {
  size: number;
  root: Hex32;
  frontier: Hex32[];
  inclusion: MerklePath[];
  consistency: ConsistencyProof[];
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../../vectors/${name}`, import.meta.url), "utf8")) as T;
}

const merkle = read<{ values: Hex32[]; leaves: Hex32[]; trees: Tree[] }>("merkle.json");
const log = read<{ entries: LogEntry[]; leaves: Hex32[]; trees: Tree[] }>("log.json");

describe("shared vectors", () => {
  it("make leaf hashes of values and of log entries", () => {
    expect(merkle.values.map(leafHash)).to.deep.equal(merkle.leaves);
    expect(log.entries.map(logLeaf)).to.deep.equal(log.leaves);
  });

  for (const [name, { leaves, trees }] of Object.entries({ merkle, log })) {
    it(`${name}.json: every size from 0 to 33 has its root, frontier and proofs`, () => {
      expect(trees.map((tree) => tree.size)).to.deep.equal(Array.from({ length: 34 }, (_, i) => i));
      for (const { size, root, frontier, inclusion, consistency } of trees) {
        const tree = leaves.slice(0, size);
        expect(rootOf(tree), `root of ${size}`).to.equal(root);
        expect(frontierOf(tree)).to.deep.equal({ size, peaks: frontier });
        expect(rootOfFrontier({ size, peaks: frontier })).to.equal(root);
        for (const proof of inclusion)
          expect(verifyInclusion(leaves[proof.index]!, proof, root), `${proof.index} in ${size}`).to.equal(true);
        for (const proof of consistency) {
          expect(verifyConsistency(proof, trees[proof.oldSize]!.root, root), `${proof.oldSize} to ${size}`).to.equal(true);
        }
      }
    });
  }
});
