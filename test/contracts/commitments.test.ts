import { expect } from "chai";
import { batchLeaves } from "../../protocol/src/hashing/batch.ts";
import { logLeaf } from "../../protocol/src/hashing/anchor-log.ts";
import { inclusionProof, rootOf } from "../../protocol/src/hashing/merkle-tree.ts";
import type { Address, Hex32 } from "../../protocol/src/schemas/primitives.ts";
import { fixtures, IMPLEMENTATIONS, word, type Implementation } from "./support/fixture.ts";
import { networkHelpers } from "./support/network.ts";

const { loadFixture, time } = networkHelpers;

/** A log of seven anchors, the fifth of which is a real batch; the proof of its second commitment. */
async function anchored(implementation: Implementation) {
  const system = await loadFixture(fixtures[implementation]);
  const { chain, alice } = system;
  const commitments = ["a", "b", "c", "d"].map((name) => word(name) as Hex32);
  const batch = batchLeaves({ previousRoot: word("previous") as Hex32, commitments, historyLeaves: [word("history") as Hex32] });
  const leaves: Hex32[] = [];
  const timestamps: number[] = [];
  for (let i = 0; i < 7; i++) {
    const root = i === 4 ? rootOf(batch) : (word(`root ${i}`) as Hex32);
    await chain.connect(alice).anchor(root);
    timestamps.push(await time.latest());
    leaves.push(logLeaf({ root, author: alice.address as Address, timestamp: timestamps[i]! }));
  }
  const inBatch = inclusionProof(batch, 2);
  const proof = {
    commitment: commitments[1]!,
    position: 2,
    batchSize: batch.length,
    batchPath: inBatch.path,
    author: alice.address,
    timestamp: timestamps[4]!,
    index: 4,
    // The frontier of 7 is 4 + 2 + 1 leaves: leaf 4 lies in the pair, one sibling up.
    logPath: inclusionProof(leaves, 4).path.slice(0, 1),
  };
  return { ...system, proof };
}

for (const implementation of IMPLEMENTATIONS) {
  describe(`commitments of ${implementation}`, () => {
    it("a commitment is proven by its batch path and the log path to a stored subtree", async () => {
      const { chain, proof } = await anchored(implementation);
      expect(await chain.verifyCommitment(proof)).to.equal(true);
    });

    const changes = {
      commitment: word("other"),
      position: 1,
      batchSize: 9,
      batchPath: [word("x"), word("y"), word("z")],
      author: "0x000000000000000000000000000000000000dEaD",
      timestamp: 1,
      index: 5,
      logPath: [word("x")],
    };
    for (const [field, value] of Object.entries(changes)) {
      it(`another ${field} is not proven`, async () => {
        const { chain, proof } = await anchored(implementation);
        expect(await chain.verifyCommitment({ ...proof, [field]: value })).to.equal(false);
      });
    }

    it("a cut path is not proven", async () => {
      const { chain, proof } = await anchored(implementation);
      expect(await chain.verifyCommitment({ ...proof, batchPath: proof.batchPath.slice(1) })).to.equal(false);
      expect(await chain.verifyCommitment({ ...proof, logPath: [] })).to.equal(false);
    });

    it("the proof holds while its subtree is stored, and a longer one after that", async () => {
      const { chain, alice, proof } = await anchored(implementation);
      // The eighth completes the pair's neighbour and all above it, but the pair itself began at an even position and stays.
      await chain.connect(alice).anchor(word("eighth"));
      expect(await chain.verifyCommitment(proof)).to.equal(true);
      for (const name of ["ninth", "tenth"]) await chain.connect(alice).anchor(word(name));
      expect(await chain.verifyCommitment(proof)).to.equal(false);
    });
  });
}
