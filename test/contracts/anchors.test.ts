import { expect } from "chai";
import { keccak256, ZeroHash } from "ethers";
import { logLeaf } from "../../protocol/src/hashing/anchor-log.ts";
import { frontierOf } from "../../protocol/src/hashing/merkle-frontier.ts";
import { inclusionProof, rootOf } from "../../protocol/src/hashing/merkle-tree.ts";
import type { Address, Hex32 } from "../../protocol/src/schemas/primitives.ts";
import { fixtures, IMPLEMENTATIONS, word, type System } from "./support/fixture.ts";
import { ethers, networkHelpers } from "./support/network.ts";

const { loadFixture, time } = networkHelpers;

/** Anchors a root and gives the leaf that it must have become. */
async function anchor(chain: System["chain"], author: System["alice"], root: string): Promise<Hex32> {
  await chain.connect(author).anchor(root);
  return logLeaf({ root: root as Hex32, author: author.address as Address, timestamp: await time.latest() });
}

for (const implementation of IMPLEMENTATIONS) {
  describe(`anchors of ${implementation}`, () => {
    const fixture = fixtures[implementation];

    it("an empty log has size 0, no peaks, and as its head the hash of nothing", async () => {
      const { chain } = await loadFixture(fixture);
      expect(await chain.size()).to.equal(0n);
      expect(await chain.head()).to.equal(keccak256("0x"));
      expect(await chain.frontier()).to.deep.equal([]);
    });

    it("anybody may anchor, and is named as the author", async () => {
      const { chain, stranger, alice } = await loadFixture(fixture);
      await expect(chain.connect(stranger).anchor(word("a")))
        .to.emit(chain, "Anchored")
        .withArgs(stranger.address, 0, word("a"));
      await expect(chain.connect(alice).anchor(word("b")))
        .to.emit(chain, "Anchored")
        .withArgs(alice.address, 1, word("b"));
    });

    it("a checkpoint is an anchor that is listed by its author besides, and no other anchor is", async () => {
      const { chain, stranger, alice } = await loadFixture(fixture);
      const before = await anchor(chain, alice, word("a"));
      const anchored = chain.connect(stranger).anchorCheckpoint(word("b"));
      for (const event of ["Anchored", "CheckpointAnchored"])
        await expect(anchored).to.emit(chain, event).withArgs(stranger.address, 1, word("b"));
      const leaf = logLeaf({ root: word("b") as Hex32, author: stranger.address as Address, timestamp: await time.latest() });
      expect(await chain.head()).to.equal(rootOf([before, leaf]));
      const listed = async ({ address }: System["alice"]) =>
        (await chain.queryFilter(chain.filters["CheckpointAnchored"]!(address))).length;
      expect([await listed(stranger), await listed(alice)]).to.deep.equal([1, 0]);
    });

    it("the position is also the answer to a contract that anchors", async () => {
      const { chain } = await loadFixture(fixture);
      await chain.anchor(word("a"));
      expect(await chain.anchor.staticCall(word("b"))).to.equal(1n);
      expect(await chain.anchorCheckpoint.staticCall(word("b"))).to.equal(1n);
    });

    it("the empty root is refused", async () => {
      const { chain } = await loadFixture(fixture);
      await expect(chain.anchor(ZeroHash)).to.be.revertedWithCustomError(chain, "AnchorLogEmptyRoot");
      await expect(chain.anchorCheckpoint(ZeroHash)).to.be.revertedWithCustomError(chain, "AnchorLogEmptyRoot");
    });

    it("head and frontier are those of the protocol package after every anchor", async () => {
      const { chain, alice, bob } = await loadFixture(fixture);
      const leaves: Hex32[] = [];
      for (let i = 0; i < 18; i++) {
        leaves.push(await anchor(chain, i % 3 === 0 ? alice : bob, word(`root ${i}`)));
        expect(await chain.head()).to.equal(rootOf(leaves));
        expect(await chain.frontier()).to.deep.equal(frontierOf(leaves).peaks);
      }
    });

    it("every leaf of a log is proven by its audit path, and no other by the same", async () => {
      const { chain, alice } = await loadFixture(fixture);
      const leaves: Hex32[] = [];
      for (let i = 0; i < 11; i++) leaves.push(await anchor(chain, alice, word(`root ${i}`)));
      for (const [index, leaf] of leaves.entries()) {
        const { path } = inclusionProof(leaves, index);
        expect(await chain.verify(leaf, index, path, 11), `leaf ${index}`).to.equal(true);
        expect(await chain.verify(leaves[(index + 1) % 11]!, index, path, 11), `wrong leaf at ${index}`).to.equal(false);
        expect(await chain.verify(leaf, index, path, 12), `size beyond the log for ${index}`).to.equal(false);
        expect(await chain.verify(leaf, index, path.slice(1), 11), `cut path for ${index}`).to.equal(false);
      }
    });

    it("one root anchored three times in one block is three entries", async () => {
      const { chain, alice } = await loadFixture(fixture);
      await chain.connect(alice).anchor(word("first"));
      await chain.connect(alice).anchor(word("second"));
      await ethers.provider.send("evm_setAutomine", [false]);
      const sent = [];
      for (let i = 0; i < 3; i++) sent.push(await chain.connect(alice).anchor(word("again"), { gasLimit: 500_000 }));
      await networkHelpers.mine();
      await ethers.provider.send("evm_setAutomine", [true]);
      await Promise.all(sent.map((transaction) => transaction.wait()));
      expect(await chain.size()).to.equal(5n);
      const leaf = logLeaf({ root: word("again") as Hex32, author: alice.address as Address, timestamp: await time.latest() });
      expect((await chain.frontier()).at(-1)).to.equal(leaf);
    });
  });
}
