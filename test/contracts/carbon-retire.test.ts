import { expect } from "chai";
import { id, ZeroAddress, ZeroHash } from "ethers";
import { accountsOf, claimOf, issuedFixture, NOTE, retirementId, signCarbon, TOKENS } from "./support/carbon.ts";
import { ethers } from "./support/network.ts";
import { NEVER } from "./support/signing.ts";

for (const implementation of TOKENS) {
  describe(`retiring with ${implementation}`, () => {
    const fixture = issuedFixture(implementation);

    it("destroys the grams and tells for whom, for what, and under which name", async () => {
      const carbon = await fixture();
      const { token, holder, other, batch } = carbon;
      const claim = claimOf(other);
      const name = await retirementId(carbon, { batch, amount: 400n, claim });
      await expect(token.connect(holder).retire(batch, 400n, claim, NOTE))
        .to.emit(token, "Retired")
        .withArgs(name, batch, other.address, holder.address, 0n, 400n, ZeroHash, claim.periodStart, claim.periodEnd, "0x4445", NOTE)
        .and.to.emit(token, "TransferSingle")
        .withArgs(holder.address, holder.address, ZeroAddress, batch, 400n);
      expect(await accountsOf(token, batch)).to.deep.equal({ issued: 1_000n, retired: 400n, cancelled: 0n, buffer: 100n, deficit: 0n });
      expect(await token.balanceOf(holder.address, batch)).to.equal(500n);
    });

    it("names two retirements of the same words differently, by what was retired before", async () => {
      const carbon = await fixture();
      const { token, holder, batch } = carbon;
      const claim = claimOf(holder);
      const first = await token.connect(holder).retire.staticCall(batch, 1n, claim, NOTE);
      await token.connect(holder).retire(batch, 1n, claim, NOTE);
      const second = await token.connect(holder).retire.staticCall(batch, 1n, claim, NOTE);
      expect([first, second]).to.deep.equal([
        await retirementId(carbon, { batch, amount: 1n }),
        await retirementId(carbon, { batch, amount: 1n, retiredBefore: 1n }),
      ]);
    });

    it("takes all that is held, and not a gram more", async () => {
      const { token, holder, batch } = await fixture();
      const erc1155 = await ethers.getContractAt("CarbonToken", token.target);
      await expect(token.connect(holder).retire(batch, 901n, claimOf(holder), NOTE))
        .to.be.revertedWithCustomError(erc1155, "ERC1155InsufficientBalance")
        .withArgs(holder.address, 900n, 901n, batch);
      await token.connect(holder).retire(batch, 900n, claimOf(holder), NOTE);
      await expect(token.connect(holder).retire(batch, 1n, claimOf(holder), NOTE))
        .to.be.revertedWithCustomError(erc1155, "ERC1155InsufficientBalance")
        .withArgs(holder.address, 0n, 1n, batch);
    });

    it("is for the holder alone, approval or not", async () => {
      const { token, holder, other, batch } = await fixture();
      await token.connect(holder).setApprovalForAll(other.address, true);
      const erc1155 = await ethers.getContractAt("CarbonToken", token.target);
      await expect(token.connect(other).retire(batch, 1n, claimOf(other), NOTE)).to.be.revertedWithCustomError(
        erc1155,
        "ERC1155InsufficientBalance",
      );
    });

    it("refuses nothing, an unknown batch and absurd amounts", async () => {
      const { token, holder, batch } = await fixture();
      const retire = (of: bigint, amount: bigint) => token.connect(holder).retire(of, amount, claimOf(holder), NOTE);
      await expect(retire(batch, 0n)).to.be.revertedWithCustomError(token, "CarbonTokenNoAmount");
      await expect(retire(7n, 1n)).to.be.revertedWithCustomError(token, "CarbonTokenUnknownBatch").withArgs(7n);
      const erc1155 = await ethers.getContractAt("CarbonToken", token.target);
      for (const amount of [2n ** 48n, 2n ** 48n + 1n, 2n ** 256n - 1n]) {
        await expect(retire(batch, amount)).to.be.revertedWithCustomError(erc1155, "ERC1155InsufficientBalance");
      }
    });

    it("of many takes one batch twice, and refuses no line and lists of two lengths", async () => {
      const carbon = await fixture();
      const { token, holder, batch } = carbon;
      const retireMany = (ids: bigint[], amounts: bigint[]) => token.connect(holder).retireMany(ids, amounts, claimOf(holder), NOTE);
      await retireMany([batch, batch], [1n, 2n]);
      expect((await accountsOf(token, batch)).retired).to.equal(3n);
      await expect(retireMany([], [])).to.be.revertedWithCustomError(token, "CarbonTokenNoAmount");
      const erc1155 = await ethers.getContractAt("CarbonToken", token.target);
      await expect(retireMany([batch], []))
        .to.be.revertedWithCustomError(erc1155, "ERC1155InvalidArrayLength")
        .withArgs(1n, 0n);
      await expect(retireMany([batch, batch], [900n, 1n])).to.be.revertedWithCustomError(erc1155, "ERC1155InsufficientBalance");
      expect((await accountsOf(token, batch)).retired).to.equal(3n);
    });

    describe("is corrected", () => {
      it("by a text that is linked to it, and changes nothing", async () => {
        const carbon = await fixture();
        const { token, holder, batch } = carbon;
        await token.connect(holder).retire(batch, 10n, claimOf(holder), NOTE);
        const before = await accountsOf(token, batch);
        const name = await retirementId(carbon, { batch, amount: 10n });
        await expect(token.connect(holder).correct(batch, 0n, 10n, claimOf(holder), id(NOTE), "The order was 4712."))
          .to.emit(token, "Corrected")
          .withArgs(name, holder.address, "The order was 4712.");
        expect(await accountsOf(token, batch)).to.deep.equal(before);
      });

      it("by nobody but its holder: others name something that never was", async () => {
        const carbon = await fixture();
        const { token, holder, other, batch } = carbon;
        await token.connect(holder).retire(batch, 10n, claimOf(holder), NOTE);
        const name = await retirementId(carbon, { batch, amount: 10n });
        expect(await token.connect(other).correct.staticCall(batch, 0n, 10n, claimOf(holder), id(NOTE), "Mine.")).not.to.equal(name);
      });

      it("in at most 512 bytes", async () => {
        const { token, holder, batch } = await fixture();
        await expect(token.connect(holder).correct(batch, 0n, 10n, claimOf(holder), id(NOTE), "x".repeat(513)))
          .to.be.revertedWithCustomError(token, "CarbonTokenTextTooLong")
          .withArgs(513n);
      });
    });

    it("is never stopped by a pause, in none of its ways", async () => {
      const carbon = await fixture();
      const { token, guardian, holder, relayer, batch } = carbon;
      await token.connect(guardian).pause();
      await token.connect(holder).retire(batch, 1n, claimOf(holder), NOTE);
      await token.connect(holder).retireMany([batch], [1n], claimOf(holder), NOTE);
      const message = { holder: holder.address, id: batch, amount: 1n, claim: claimOf(holder), note: NOTE, nonce: 0n, deadline: NEVER };
      const signature = await signCarbon(holder, token, "Retire", message);
      await token.connect(relayer).retireBySig(holder.address, batch, 1n, claimOf(holder), NOTE, NEVER, signature);
      expect((await accountsOf(token, batch)).retired).to.equal(3n);
    });
  });
}
