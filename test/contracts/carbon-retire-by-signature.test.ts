import { expect } from "chai";
import { ZeroHash } from "ethers";
import { carbonDigest, claimOf, issuedFixture, NOTE, retirementId, signCarbon, TOKENS, type Carbon, type Claim } from "./support/carbon.ts";
import type { KeyWallet } from "./support/contracts.ts";
import { deploy, ethers, networkHelpers } from "./support/network.ts";
import { NEVER } from "./support/signing.ts";

const { time } = networkHelpers;

for (const implementation of TOKENS) {
  describe(`retiring by signature with ${implementation}`, () => {
    const fixture = issuedFixture(implementation);
    // The chain is one for all files, and a fixture begins, the first time, on what the last test left.
    after(fixture);

    async function signed(carbon: Carbon & { batch: bigint }, changes: { nonce?: bigint; deadline?: bigint; claim?: Claim } = {}) {
      const { token, holder, batch } = carbon;
      const message = { holder: holder.address, id: batch, amount: 10n, claim: claimOf(holder), note: NOTE, nonce: 0n, deadline: NEVER };
      return signCarbon(holder, token, "Retire", { ...message, ...changes });
    }
    const relay = ({ token, relayer, holder, batch }: Carbon & { batch: bigint }, signature: string, deadline = NEVER, amount = 10n) =>
      token.connect(relayer).retireBySig(holder.address, batch, amount, claimOf(holder), NOTE, deadline, signature);

    it("the holder pays nothing, and the retirement is the same", async () => {
      const carbon = await fixture();
      const { token, batch, holder } = carbon;
      const name = await retirementId(carbon, { batch, amount: 10n });
      const balance = await ethers.provider.getBalance(holder.address);
      await expect(relay(carbon, await signed(carbon)))
        .to.emit(token, "Retired")
        .withArgs(
          name,
          batch,
          holder.address,
          holder.address,
          0n,
          10n,
          ZeroHash,
          claimOf(holder).periodStart,
          claimOf(holder).periodEnd,
          "0x4445",
          NOTE,
        );
      expect(await ethers.provider.getBalance(holder.address)).to.equal(balance);
      expect(await token.nonceOf(holder.address)).to.equal(1n);
    });

    it("works once", async () => {
      const carbon = await fixture();
      const signature = await signed(carbon);
      await relay(carbon, signature);
      await expect(relay(carbon, signature)).to.be.revertedWithCustomError(carbon.token, "CarbonTokenInvalidSignature");
      await relay(carbon, await signed(carbon, { nonce: 1n }));
    });

    it("can be taken back", async () => {
      const carbon = await fixture();
      const signature = await signed(carbon);
      await expect(carbon.token.connect(carbon.holder).withdrawRetirements())
        .to.emit(carbon.token, "RetirementsWithdrawn")
        .withArgs(carbon.holder.address, 0n);
      await expect(relay(carbon, signature)).to.be.revertedWithCustomError(carbon.token, "CarbonTokenInvalidSignature");
    });

    it("is for these words alone", async () => {
      const carbon = await fixture();
      const { token, holder, other } = carbon;
      const signature = await signed(carbon);
      await expect(relay(carbon, signature, NEVER, 11n)).to.be.revertedWithCustomError(token, "CarbonTokenInvalidSignature");
      await expect(relay(carbon, signature, NEVER - 1n)).to.be.revertedWithCustomError(token, "CarbonTokenInvalidSignature");
      const another = await signed(carbon, { claim: claimOf(other) });
      await expect(relay(carbon, another)).to.be.revertedWithCustomError(token, "CarbonTokenInvalidSignature");
      const digest = await carbonDigest(token, "Retire", {
        holder: holder.address,
        id: carbon.batch,
        amount: 10n,
        claim: claimOf(holder),
        note: NOTE,
        nonce: 0n,
        deadline: NEVER,
      });
      await expect(relay(carbon, await signed(carbon, { nonce: 5n })))
        .to.be.revertedWithCustomError(token, "CarbonTokenInvalidSignature")
        .withArgs(holder.address, digest);
    });

    it("lapses, to the second", async () => {
      const carbon = await fixture();
      const at = (await time.latest()) + 100;
      const deadline = BigInt(at);
      await time.setNextBlockTimestamp(at);
      await relay(carbon, await signed(carbon, { deadline }), deadline);
      await time.setNextBlockTimestamp(at + 1);
      await expect(relay(carbon, await signed(carbon, { deadline, nonce: 1n }), deadline))
        .to.be.revertedWithCustomError(carbon.token, "CarbonTokenLapsed")
        .withArgs(at, at + 1);
    });

    it("leaves the nonce where it was when the retirement is refused", async () => {
      const carbon = await fixture();
      const { token, holder, relayer } = carbon;
      const message = { holder: holder.address, id: 7n, amount: 1n, claim: claimOf(holder), note: NOTE, nonce: 0n, deadline: NEVER };
      const signature = await signCarbon(holder, token, "Retire", message);
      await expect(
        token.connect(relayer).retireBySig(holder.address, 7n, 1n, claimOf(holder), NOTE, NEVER, signature),
      ).to.be.revertedWithCustomError(token, "CarbonTokenUnknownBatch");
      expect(await token.nonceOf(holder.address)).to.equal(0n);
    });

    it("works for a contract that holds grams", async () => {
      const carbon = await fixture();
      const { token, relayer, other, issuer, batch } = carbon;
      const wallet = await deploy<KeyWallet>("HoldingWallet", [other.address]);
      await token.connect(carbon.holder).safeTransferFrom(carbon.holder.address, wallet.target, batch, 20n, "0x");
      const holder = wallet.target as string;
      const message = { holder, id: batch, amount: 5n, claim: claimOf(issuer), note: NOTE, nonce: 0n, deadline: NEVER };
      const retire = (signature: string) => token.connect(relayer).retireBySig(holder, batch, 5n, claimOf(issuer), NOTE, NEVER, signature);
      await expect(retire(await signCarbon(relayer, token, "Retire", message))).to.be.revertedWithCustomError(
        token,
        "CarbonTokenInvalidSignature",
      );
      await expect(retire(await signCarbon(other, token, "Retire", message))).to.emit(token, "Retired");
    });

    it("works for an account whose code is not its own (EIP-7702)", async () => {
      const carbon = await fixture();
      const wallet = await deploy<KeyWallet>("KeyWallet", [carbon.other.address]);
      const signature = await signed(carbon);
      await networkHelpers.setCode(carbon.holder.address, `0xef0100${(wallet.target as string).slice(2)}`);
      await expect(relay(carbon, signature)).to.emit(carbon.token, "Retired");
    });
  });
}
