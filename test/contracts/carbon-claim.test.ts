import { expect } from "chai";
import { id, toUtf8Bytes, ZeroAddress, ZeroHash } from "ethers";
import { accountsOf, claimOf, issue, issuedFixture, NOTE, retirementId, signCarbon, TOKENS, type Claim } from "./support/carbon.ts";
import { networkHelpers } from "./support/network.ts";
import { NEVER } from "./support/signing.ts";

const { time } = networkHelpers;
const SHIPMENT = id("shipment");
const MONTH = 30 * 86_400;

for (const implementation of TOKENS) {
  describe(`retiring with ${implementation}`, () => {
    const fixture = issuedFixture(implementation);

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
  });
}
