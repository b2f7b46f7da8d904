import { expect } from "chai";
import { id, toUtf8Bytes, ZeroAddress, ZeroHash } from "ethers";
import {
  accountsOf,
  carbonDigest,
  carbonFixtures,
  claimOf,
  issue,
  NOTE,
  signCarbon,
  TOKENS,
  type Carbon,
  type Claim,
} from "./support/carbon.ts";
import type { KeyWallet } from "./support/contracts.ts";
import { deploy, ethers, networkHelpers } from "./support/network.ts";
import { NEVER } from "./support/signing.ts";

const { loadFixture, time } = networkHelpers;
const SHIPMENT = id("shipment");
const MONTH = 30 * 86_400;

interface Line {
  batch: bigint;
  amount: bigint;
  retiredBefore?: bigint;
  claim?: Claim;
  note?: string;
}

async function retirementId({ token, holder }: Carbon, { batch, amount, retiredBefore = 0n, claim = claimOf(holder), note = NOTE }: Line) {
  return carbonDigest(token, "Retirement", { holder: holder.address, id: batch, retiredBefore, amount, claim, note });
}

for (const implementation of TOKENS) {
  describe(`retiring with ${implementation}`, () => {
    async function fixture() {
      const carbon = await loadFixture(carbonFixtures[implementation]);
      return { ...carbon, batch: await issue(carbon) };
    }

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

    describe("checks the claim", () => {
      const refused: [what: string, changes: Partial<Claim>, error: string][] = [
        ["in nobody's name", { beneficiary: ZeroAddress }, "CarbonTokenNoBeneficiary"],
        ["for a period that ends before it begins", { periodStart: 2, periodEnd: 1 }, "CarbonTokenInvalidPeriod"],
        ["for a country in small letters", { country: "0x6465" }, "CarbonTokenInvalidCountry"],
        ["for half a country", { country: "0x4400" }, "CarbonTokenInvalidCountry"],
        ["for the other half", { country: "0x0045" }, "CarbonTokenInvalidCountry"],
        ["for a country beyond Z", { country: "0x415b" }, "CarbonTokenInvalidCountry"],
      ];
      for (const [what, changes, error] of refused) {
        it(`and refuses one ${what}`, async () => {
          const { token, holder, batch } = await fixture();
          const retired = token.connect(holder).retire(batch, 1n, claimOf(holder, changes), NOTE);
          await expect(retired).to.be.revertedWithCustomError(token, error);
        });
      }

      it("and takes one without period, country, shipment and note", async () => {
        const { token, holder, batch } = await fixture();
        const claim = claimOf(holder, { periodStart: 0, periodEnd: 0, country: "0x0000" });
        await expect(token.connect(holder).retire(batch, 1n, claim, "")).to.emit(token, "Retired");
      });

      it("and takes a period that has begun, not one that has not", async () => {
        const { token, holder, batch } = await fixture();
        const at = (await time.latest()) + 100;
        await time.setNextBlockTimestamp(at);
        const claim = claimOf(holder, { periodStart: at, periodEnd: at + MONTH });
        await token.connect(holder).retire(batch, 1n, claim, NOTE);
        await time.setNextBlockTimestamp(at + 1);
        const early = claimOf(holder, { periodStart: at + 2, periodEnd: at + MONTH });
        await expect(token.connect(holder).retire(batch, 1n, early, NOTE))
          .to.be.revertedWithCustomError(token, "CarbonTokenInvalidPeriod")
          .withArgs(at + 2, at + MONTH);
      });

      it("and takes a period that ends within 366 days, not one that ends a second later", async () => {
        const { token, holder, batch } = await fixture();
        const at = (await time.latest()) + 100;
        const furthest = at + 366 * 86_400;
        await time.setNextBlockTimestamp(at);
        await token.connect(holder).retire(batch, 1n, claimOf(holder, { periodEnd: furthest }), NOTE);
        await time.setNextBlockTimestamp(at + 1);
        const far = claimOf(holder, { periodEnd: furthest + 2 });
        await expect(token.connect(holder).retire(batch, 1n, far, NOTE))
          .to.be.revertedWithCustomError(token, "CarbonTokenInvalidPeriod")
          .withArgs(far.periodStart, furthest + 2);
      });

      it("and takes a note of 512 bytes, not of one more", async () => {
        const { token, holder, batch } = await fixture();
        const note = "é".repeat(256);
        expect(toUtf8Bytes(note)).to.have.length(512);
        await token.connect(holder).retire(batch, 1n, claimOf(holder), note);
        await expect(token.connect(holder).retire(batch, 1n, claimOf(holder), `${note}.`))
          .to.be.revertedWithCustomError(token, "CarbonTokenTextTooLong")
          .withArgs(513n);
      });
    });

    describe("for a shipment", () => {
      it("counts once for one beneficiary, and names the retirement that came first", async () => {
        const carbon = await fixture();
        const { token, holder, other, batch } = carbon;
        const claim = claimOf(holder, { shipment: SHIPMENT });
        const first = await retirementId(carbon, { batch, amount: 10n, claim });
        await token.connect(holder).retire(batch, 10n, claim, NOTE);
        expect(await token.claimOf(SHIPMENT, holder.address)).to.equal(first);
        const later = claimOf(holder, { shipment: SHIPMENT, periodStart: 0, periodEnd: 0, country: "0x0000" });
        await expect(token.connect(holder).retire(batch, 10n, later, "again"))
          .to.be.revertedWithCustomError(token, "CarbonTokenAlreadyClaimed")
          .withArgs(SHIPMENT, holder.address, first);
        await token.connect(holder).retire(batch, 10n, claimOf(holder, { shipment: id("another") }), NOTE);
        await token.connect(holder).safeTransferFrom(holder.address, other.address, batch, 10n, "0x");
        await token.connect(other).retire(batch, 10n, claimOf(other, { shipment: SHIPMENT }), NOTE);
      });

      it("is the beneficiary's alone to say: nobody bars a shipment in another's name", async () => {
        const carbon = await fixture();
        const { token, holder, other, relayer, batch } = carbon;
        const victims = claimOf(other, { shipment: SHIPMENT });
        const message = { holder: holder.address, id: batch, amount: 1n, claim: victims, note: NOTE, nonce: 0n, deadline: NEVER };
        const signature = await signCarbon(holder, token, "Retire", message);
        for (const barring of [
          token.connect(holder).retire(batch, 1n, victims, NOTE),
          token.connect(holder).retireMany([batch, batch], [1n, 1n], victims, NOTE),
          token.connect(relayer).retireBySig(holder.address, batch, 1n, victims, NOTE, NEVER, signature),
        ]) {
          await expect(barring).to.be.revertedWithCustomError(token, "CarbonTokenNotBeneficiary").withArgs(other.address, holder.address);
        }
        expect([await token.claimOf(SHIPMENT, other.address), await token.nonceOf(holder.address)]).to.deep.equal([ZeroHash, 0n]);
        expect((await accountsOf(token, batch)).retired).to.equal(0n);
      });

      it("can be paid for by another: the grams are passed on, and their beneficiary signs and pays nothing", async () => {
        const carbon = await fixture();
        const { token, holder, other, relayer, batch } = carbon;
        await token.connect(holder).safeTransferFrom(holder.address, other.address, batch, 10n, "0x");
        const claim = claimOf(other, { shipment: SHIPMENT });
        const message = { holder: other.address, id: batch, amount: 10n, claim, note: NOTE, nonce: 0n, deadline: NEVER };
        const signature = await signCarbon(other, token, "Retire", message);
        await token.connect(relayer).retireBySig(other.address, batch, 10n, claim, NOTE, NEVER, signature);
        expect(await token.claimOf(SHIPMENT, other.address)).not.to.equal(ZeroHash);
      });

      it("counts once wherever the grams came from", async () => {
        const carbon = await fixture();
        const { token, holder, other, batch } = carbon;
        const claim = claimOf(other, { shipment: SHIPMENT });
        for (const amount of [20n, 10n]) await token.connect(holder).safeTransferFrom(holder.address, other.address, batch, amount, "0x");
        await token.connect(other).retire(batch, 10n, claim, NOTE);
        await expect(token.connect(other).retire(batch, 20n, claim, NOTE)).to.be.revertedWithCustomError(
          token,
          "CarbonTokenAlreadyClaimed",
        );
      });

      it("takes grams of several batches at once, and counts once for all", async () => {
        const carbon = await fixture();
        const { token, holder, batch } = carbon;
        const second = await issue(carbon, { firstSerial: 1_001n, lastSerial: 1_100n });
        const claim = claimOf(holder, { shipment: SHIPMENT });
        const retireMany = (ids: bigint[], amounts: bigint[]) => token.connect(holder).retireMany(ids, amounts, claim, NOTE);
        const names = [
          await retirementId(carbon, { batch, amount: 900n, claim }),
          await retirementId(carbon, { batch: second, amount: 50n, claim }),
        ];
        expect([...(await token.connect(holder).retireMany.staticCall([batch, second], [900n, 50n], claim, NOTE))]).to.deep.equal(names);
        await retireMany([batch, second], [900n, 50n]);
        expect((await accountsOf(token, batch)).retired).to.equal(900n);
        expect((await accountsOf(token, second)).retired).to.equal(50n);
        await expect(retireMany([second], [1n]))
          .to.be.revertedWithCustomError(token, "CarbonTokenAlreadyClaimed")
          .withArgs(SHIPMENT, holder.address, names[0]);
      });
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

    describe("by signature", () => {
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
        const retire = (signature: string) =>
          token.connect(relayer).retireBySig(holder, batch, 5n, claimOf(issuer), NOTE, NEVER, signature);
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
