import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { fixtures, IMPLEMENTATIONS } from "./support/fixture.ts";
import { networkHelpers } from "./support/network.ts";
import { NEVER, sign } from "./support/signing.ts";
import { CLOSED, CONTENTS, cosigned, custodyOf, NONE, OPEN, opened, REASON, terms, UNIT } from "./support/unit.ts";

const { loadFixture, time } = networkHelpers;

for (const implementation of IMPLEMENTATIONS) {
  describe(`a unit's life in ${implementation}`, () => {
    const fresh = async () => loadFixture(fixtures[implementation]);
    const fixture = async () => opened(await fresh());

    it("begins with nobody", async () => {
      const { chain } = await fresh();
      expect(await custodyOf(chain)).to.deep.equal([ZeroAddress, 0n, NONE]);
    });

    it("is opened by its holder, with seq 0", async () => {
      const { chain, alice } = await fresh();
      await expect(chain.connect(alice).open(UNIT, CONTENTS)).to.emit(chain, "Opened").withArgs(UNIT, alice.address, CONTENTS);
      expect(await custodyOf(chain)).to.deep.equal([alice.address, 0n, OPEN]);
    });

    it("is opened by anybody who carries the holder's signature", async () => {
      const { chain, alice, relayer } = await fresh();
      const signature = await sign(alice, chain, "Open", { unit: UNIT, holder: alice.address, docHash: CONTENTS, deadline: NEVER });
      await expect(chain.connect(relayer).openBySig(UNIT, alice.address, CONTENTS, NEVER, signature))
        .to.emit(chain, "Opened")
        .withArgs(UNIT, alice.address, CONTENTS);
    });

    it("cannot be opened in another's name, or late", async () => {
      const { chain, alice, bob, relayer } = await fresh();
      const message = { unit: UNIT, holder: alice.address, docHash: CONTENTS, deadline: NEVER };
      const forged = await sign(bob, chain, "Open", message);
      await expect(chain.connect(relayer).openBySig(UNIT, alice.address, CONTENTS, NEVER, forged)).to.be.revertedWithCustomError(
        chain,
        "CustodyInvalidSignature",
      );
      const deadline = BigInt(await time.latest());
      const late = await sign(alice, chain, "Open", { ...message, deadline });
      await time.setNextBlockTimestamp(deadline + 1n);
      await expect(chain.connect(relayer).openBySig(UNIT, alice.address, CONTENTS, deadline, late))
        .to.be.revertedWithCustomError(chain, "CustodyLapsed")
        .withArgs(deadline, deadline + 1n);
      // Being the caller is no consent to a signed opening: there is `open` for that.
      await expect(chain.connect(alice).openBySig(UNIT, alice.address, CONTENTS, NEVER, "0x")).to.be.revertedWithCustomError(
        chain,
        "CustodyInvalidSignature",
      );
    });

    it("neither a stranger nor a revoked actor can open a unit", async () => {
      const { chain, registrar, alice, stranger } = await fresh();
      await expect(chain.connect(stranger).open(UNIT, CONTENTS))
        .to.be.revertedWithCustomError(chain, "ActorRegistryUnknown")
        .withArgs(stranger.address);
      await chain.connect(registrar).revokeActor(alice.address);
      await expect(chain.connect(alice).open(UNIT, CONTENTS)).to.be.revertedWithCustomError(chain, "ActorRegistryRevoked");
    });

    it("is opened once", async () => {
      const { chain, alice, bob } = await fixture();
      for (const again of [alice, bob]) {
        await expect(chain.connect(again).open(UNIT, CONTENTS)).to.be.revertedWithCustomError(chain, "CustodyAlreadyOpened").withArgs(UNIT);
      }
    });

    it("is closed by its holder, and then nothing can be done with it", async () => {
      const { chain, registrar, alice, bob } = await fixture();
      await expect(chain.connect(alice).close(UNIT, CONTENTS)).to.emit(chain, "Closed").withArgs(UNIT, alice.address, 0, CONTENTS);
      expect(await custodyOf(chain)).to.deep.equal([alice.address, 1n, CLOSED]);
      const [from] = await cosigned(chain, alice, bob, { seq: 1n });
      for (const call of [
        chain.connect(bob).handover(UNIT, bob.address, CONTENTS, NEVER, from, "0x"),
        chain.connect(alice).close(UNIT, CONTENTS),
        chain.connect(alice).withdraw(UNIT),
        chain.connect(registrar).recover(UNIT, bob.address, REASON),
        chain.connect(alice).handoverMany([UNIT], bob.address, CONTENTS, NEVER, "0x", "0x"),
      ]) {
        await expect(call).to.be.revertedWithCustomError(chain, "CustodyNotOpen").withArgs(UNIT, CLOSED);
      }
      await expect(chain.connect(alice).open(UNIT, CONTENTS)).to.be.revertedWithCustomError(chain, "CustodyAlreadyOpened");
    });

    it("is closed by anybody who carries the holder's signature, in time", async () => {
      const { chain, alice, bob, relayer } = await fixture();
      const deadline = BigInt(await time.latest()) + 100_000n;
      const message = { unit: UNIT, holder: alice.address, seq: 0n, docHash: CONTENTS, deadline };
      const signature = await sign(alice, chain, "Close", message);
      const forged = await sign(bob, chain, "Close", message);
      await expect(chain.connect(relayer).closeBySig(UNIT, CONTENTS, deadline, forged)).to.be.revertedWithCustomError(
        chain,
        "CustodyInvalidSignature",
      );
      const snapshot = await networkHelpers.takeSnapshot();
      await time.increaseTo(deadline);
      await expect(chain.connect(relayer).closeBySig(UNIT, CONTENTS, deadline, signature)).to.be.revertedWithCustomError(
        chain,
        "CustodyLapsed",
      );
      await snapshot.restore();
      await expect(chain.connect(relayer).closeBySig(UNIT, CONTENTS, deadline, signature))
        .to.emit(chain, "Closed")
        .withArgs(UNIT, alice.address, 0, CONTENTS);
    });

    it("only the holder closes and withdraws", async () => {
      const { chain, alice, bob } = await fixture();
      for (const call of [chain.connect(bob).close(UNIT, CONTENTS), chain.connect(bob).withdraw(UNIT)]) {
        await expect(call).to.be.revertedWithCustomError(chain, "CustodyNotHolder").withArgs(UNIT, bob.address, alice.address);
      }
    });

    it("an offer dies when the holder withdraws", async () => {
      const { chain, alice, bob } = await fixture();
      const [offer] = await cosigned(chain, alice, bob);
      await expect(chain.connect(alice).withdraw(UNIT)).to.emit(chain, "OffersWithdrawn").withArgs(UNIT, alice.address, 0);
      expect(await custodyOf(chain)).to.deep.equal([alice.address, 1n, OPEN]);
      await expect(chain.connect(bob).handover(UNIT, bob.address, CONTENTS, NEVER, offer, "0x")).to.be.revertedWithCustomError(
        chain,
        "CustodyInvalidSignature",
      );
    });

    it("an offer dies when the named receiver refuses it, with a reason, and the holder stays", async () => {
      const { chain, alice, bob, relayer } = await fixture();
      const [offer] = await cosigned(chain, alice, bob);
      const refusal = await sign(bob, chain, "Reject", { ...terms(alice, bob), reasonHash: REASON });
      await expect(chain.connect(relayer).reject(UNIT, bob.address, CONTENTS, NEVER, REASON, offer, refusal))
        .to.emit(chain, "HandoverRejected")
        .withArgs(UNIT, alice.address, bob.address, 0, CONTENTS, REASON);
      expect(await custodyOf(chain)).to.deep.equal([alice.address, 1n, OPEN]);
      await expect(chain.connect(bob).handover(UNIT, bob.address, CONTENTS, NEVER, offer, "0x")).to.be.revertedWithCustomError(
        chain,
        "CustodyInvalidSignature",
      );
    });

    it("the receiver may send its refusal itself", async () => {
      const { chain, alice, bob } = await fixture();
      const [offer] = await cosigned(chain, alice, bob);
      await expect(chain.connect(bob).reject(UNIT, bob.address, CONTENTS, NEVER, REASON, offer, "0x")).to.emit(chain, "HandoverRejected");
    });

    it("nobody refuses what was not offered, nor for somebody else, nor late", async () => {
      const { chain, alice, bob, carol } = await fixture();
      const [offer] = await cosigned(chain, alice, bob);
      const [notTheHolder] = await cosigned(chain, carol, bob);
      const deadline = BigInt(await time.latest());
      for (const [call, error] of [
        [chain.connect(bob).reject(UNIT, bob.address, CONTENTS, NEVER, REASON, notTheHolder, "0x"), "CustodyInvalidSignature"],
        [chain.connect(carol).reject(UNIT, bob.address, CONTENTS, NEVER, REASON, offer, "0x"), "CustodyInvalidSignature"],
        [chain.connect(carol).reject(UNIT, carol.address, CONTENTS, NEVER, REASON, offer, "0x"), "CustodyInvalidSignature"],
        [chain.connect(bob).reject(UNIT, bob.address, CONTENTS, deadline, REASON, offer, "0x"), "CustodyLapsed"],
        [chain.connect(bob).reject(UNIT, alice.address, CONTENTS, NEVER, REASON, offer, "0x"), "CustodyInvalidReceiver"],
      ] as const) {
        await expect(call).to.be.revertedWithCustomError(chain, error);
      }
    });

    it("the registrar moves a unit whose holder lost the key, for everybody to see", async () => {
      const { chain, registrar, alice, bob } = await fixture();
      await expect(chain.connect(registrar).recover(UNIT, bob.address, REASON))
        .to.emit(chain, "Recovered")
        .withArgs(UNIT, alice.address, bob.address, 0, REASON);
      expect(await custodyOf(chain)).to.deep.equal([bob.address, 1n, OPEN]);
    });

    it("a recovery needs another, real holder", async () => {
      const { chain, registrar, alice } = await fixture();
      for (const to of [ZeroAddress, alice.address]) {
        await expect(chain.connect(registrar).recover(UNIT, to, REASON))
          .to.be.revertedWithCustomError(chain, "CustodyInvalidReceiver")
          .withArgs(to);
      }
    });

    it("goes on after its holder was revoked: the past stays valid, and goods must move", async () => {
      const { chain, registrar, alice, bob, relayer } = await fixture();
      const signatures = await cosigned(chain, alice, bob);
      await chain.connect(registrar).revokeActor(alice.address);
      await chain.connect(relayer).handover(UNIT, bob.address, CONTENTS, NEVER, ...signatures);
      expect(await custodyOf(chain)).to.deep.equal([bob.address, 1n, OPEN]);
    });

    it("events tell seq after seq without a gap", async () => {
      const { chain, registrar, alice, bob } = await fixture();
      const [offer] = await cosigned(chain, alice, bob);
      await chain.connect(bob).handover(UNIT, bob.address, CONTENTS, NEVER, offer, "0x");
      await chain.connect(bob).withdraw(UNIT);
      await chain.connect(registrar).recover(UNIT, alice.address, REASON);
      await chain.connect(alice).close(UNIT, CONTENTS);
      const seqs = (await chain.queryFilter("*" as never))
        .map(({ topics, data }) => chain.interface.parseLog({ topics: [...topics], data }))
        .flatMap((event) => (event?.fragment.inputs.some(({ name }) => name === "seq") ? [event.args.seq as bigint] : []));
      expect(seqs).to.deep.equal([0n, 1n, 2n, 3n]);
      expect(await custodyOf(chain)).to.deep.equal([alice.address, 4n, CLOSED]);
    });
  });
}
