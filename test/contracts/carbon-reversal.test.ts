import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { accountsOf, claimOf, issuedFixture, NOTE, TOKENS } from "./support/carbon.ts";
import { word } from "./support/fixture.ts";
import { ethers } from "./support/network.ts";

const REASON = word("the train went back empty");

for (const implementation of TOKENS) {
  describe(`reversing with ${implementation}`, () => {
    const fixture = issuedFixture(implementation);

    it("takes from the buffer first, and leaves holders alone while it lasts", async () => {
      const { token, issuer, holder, batch } = await fixture();
      await expect(token.connect(issuer).cancel(batch, 60n, REASON))
        .to.emit(token, "Cancelled")
        .withArgs(batch, 60n, 0n, REASON);
      expect(await accountsOf(token, batch)).to.deep.equal({ issued: 1_000n, retired: 0n, cancelled: 60n, buffer: 40n, deficit: 0n });
      expect(await token.balanceOf(holder.address, batch)).to.equal(900n);
      await token.connect(holder).retire(batch, 900n, claimOf(holder), NOTE);
    });

    it("beyond the buffer makes a public deficit", async () => {
      const { token, issuer, batch } = await fixture();
      await expect(token.connect(issuer).cancel(batch, 300n, REASON))
        .to.emit(token, "Cancelled")
        .withArgs(batch, 100n, 200n, REASON);
      expect(await accountsOf(token, batch)).to.deep.equal({ issued: 1_000n, retired: 0n, cancelled: 100n, buffer: 0n, deficit: 200n });
    });

    it("never touches what was retired: the shortfall stays public", async () => {
      const { token, issuer, holder, batch } = await fixture();
      await token.connect(holder).retire(batch, 900n, claimOf(holder), NOTE);
      await token.connect(issuer).cancel(batch, 1_000n, REASON);
      expect(await accountsOf(token, batch)).to.deep.equal({ issued: 1_000n, retired: 900n, cancelled: 100n, buffer: 0n, deficit: 900n });
    });

    it("lets nobody claim grams that have no saving behind them any more", async () => {
      const { token, issuer, holder, batch } = await fixture();
      await token.connect(holder).retire(batch, 100n, claimOf(holder), NOTE);
      await token.connect(issuer).cancel(batch, 300n, REASON);
      await expect(token.connect(holder).retire(batch, 601n, claimOf(holder), NOTE))
        .to.be.revertedWithCustomError(token, "CarbonTokenNotBacked")
        .withArgs(batch, 601n, 600n);
      await token.connect(holder).retire(batch, 600n, claimOf(holder), NOTE);
      await expect(token.connect(holder).retire(batch, 1n, claimOf(holder), NOTE))
        .to.be.revertedWithCustomError(token, "CarbonTokenNotBacked")
        .withArgs(batch, 1n, 0n);
    });

    it("says that none can be claimed when more is missing than is held", async () => {
      const { token, issuer, holder, batch } = await fixture();
      await token.connect(holder).retire(batch, 800n, claimOf(holder), NOTE);
      await token.connect(issuer).cancel(batch, 1_000n, REASON);
      await expect(token.connect(holder).retire(batch, 1n, claimOf(holder), NOTE))
        .to.be.revertedWithCustomError(token, "CarbonTokenNotBacked")
        .withArgs(batch, 1n, 0n);
    });

    it("goes as far as the saving went, and no further", async () => {
      const { token, issuer, batch } = await fixture();
      const cancel = (amount: bigint) => token.connect(issuer).cancel(batch, amount, REASON);
      await cancel(400n);
      await expect(cancel(601n)).to.be.revertedWithCustomError(token, "CarbonTokenExceedsStanding").withArgs(batch, 601n, 600n);
      await expect(cancel(2n ** 256n - 1n)).to.be.revertedWithCustomError(token, "CarbonTokenExceedsStanding");
      await cancel(600n);
      await expect(cancel(1n)).to.be.revertedWithCustomError(token, "CarbonTokenExceedsStanding").withArgs(batch, 1n, 0n);
    });

    it("refuses nothing and an unknown batch", async () => {
      const { token, issuer, batch } = await fixture();
      await expect(token.connect(issuer).cancel(batch, 0n, REASON)).to.be.revertedWithCustomError(token, "CarbonTokenNoAmount");
      await expect(token.connect(issuer).cancel(7n, 1n, REASON))
        .to.be.revertedWithCustomError(token, "CarbonTokenUnknownBatch")
        .withArgs(7n);
    });

    it("is restricted to issuers", async () => {
      const { token, verifier, guardian, holder, admin, batch } = await fixture();
      const restricted = await ethers.getContractAt("CarbonToken", token.target);
      for (const caller of [verifier, guardian, holder, admin]) {
        await expect(token.connect(caller).cancel(batch, 1n, REASON))
          .to.be.revertedWithCustomError(restricted, "AccessManagedUnauthorized")
          .withArgs(caller.address);
      }
    });

    it("is not stopped by a pause", async () => {
      const { token, issuer, guardian, holder, batch } = await fixture();
      await token.connect(guardian).pause();
      await token.connect(issuer).cancel(batch, 300n, REASON);
      await token.connect(holder).surrender(batch, 200n);
    });

    describe("is made good by surrender", () => {
      it("of grams that are still held, which frees the others", async () => {
        const { token, issuer, holder, batch } = await fixture();
        await token.connect(issuer).cancel(batch, 300n, REASON);
        await expect(token.connect(holder).surrender(batch, 200n))
          .to.emit(token, "Surrendered")
          .withArgs(batch, holder.address, 200n)
          .and.to.emit(token, "TransferSingle")
          .withArgs(holder.address, holder.address, ZeroAddress, batch, 200n);
        expect(await accountsOf(token, batch)).to.deep.equal({ issued: 1_000n, retired: 0n, cancelled: 300n, buffer: 0n, deficit: 0n });
        await token.connect(holder).retire(batch, 700n, claimOf(holder), NOTE);
      });

      it("up to the deficit, and of one's own", async () => {
        const { token, issuer, holder, other, batch } = await fixture();
        await expect(token.connect(holder).surrender(batch, 1n))
          .to.be.revertedWithCustomError(token, "CarbonTokenExceedsDeficit")
          .withArgs(batch, 1n, 0n);
        await token.connect(issuer).cancel(batch, 300n, REASON);
        await expect(token.connect(holder).surrender(batch, 201n))
          .to.be.revertedWithCustomError(token, "CarbonTokenExceedsDeficit")
          .withArgs(batch, 201n, 200n);
        const erc1155 = await ethers.getContractAt("CarbonToken", token.target);
        await expect(token.connect(other).surrender(batch, 1n)).to.be.revertedWithCustomError(erc1155, "ERC1155InsufficientBalance");
        await expect(token.connect(holder).surrender(batch, 0n)).to.be.revertedWithCustomError(token, "CarbonTokenNoAmount");
        await expect(token.connect(holder).surrender(7n, 1n)).to.be.revertedWithCustomError(token, "CarbonTokenUnknownBatch");
      });
    });
  });
}
