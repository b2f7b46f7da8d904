import { expect } from "chai";
import { concat, ZeroAddress } from "ethers";
import { fixtures, IMPLEMENTATIONS, word } from "./support/fixture.ts";
import { networkHelpers } from "./support/network.ts";
import { compact, NEVER, type Message } from "./support/signing.ts";
import { CONTENTS, cosigned, custodyOf, handoverDigest, OPEN, opened, UNIT } from "./support/unit.ts";

const { loadFixture, time } = networkHelpers;

for (const implementation of IMPLEMENTATIONS) {
  describe(`handover in ${implementation}`, () => {
    const fixture = async () => opened(await loadFixture(fixtures[implementation]));

    it("moves the unit when both signed, whoever sends it, and is evented with the seq that they signed", async () => {
      const { chain, alice, bob, relayer } = await fixture();
      const signatures = await cosigned(chain, alice, bob);
      await expect(chain.connect(relayer).handover(UNIT, bob.address, CONTENTS, NEVER, ...signatures))
        .to.emit(chain, "HandedOver")
        .withArgs(UNIT, alice.address, bob.address, 0, CONTENTS);
      expect(await custodyOf(chain)).to.deep.equal([bob.address, 1n, OPEN]);
    });

    it("takes 64-byte signatures as well", async () => {
      const { chain, alice, bob, relayer } = await fixture();
      const [from, to] = (await cosigned(chain, alice, bob)).map((signature) => concat(compact(signature)));
      await chain.connect(relayer).handover(UNIT, bob.address, CONTENTS, NEVER, from!, to!);
      expect(await custodyOf(chain)).to.deep.equal([bob.address, 1n, OPEN]);
    });

    it("has a compact form with the same effect", async () => {
      const { chain, alice, bob, relayer } = await fixture();
      const [from, to] = await cosigned(chain, alice, bob);
      const [fromR, fromVs] = compact(from);
      const [toR, toVs] = compact(to);
      const signed = { unit: UNIT, to: bob.address, docHash: CONTENTS, deadline: NEVER, fromR, fromVs, toR, toVs };
      await expect(chain.connect(relayer).handoverCompact(signed))
        .to.emit(chain, "HandedOver")
        .withArgs(UNIT, alice.address, bob.address, 0, CONTENTS);
      expect(await custodyOf(chain)).to.deep.equal([bob.address, 1n, OPEN]);
    });

    it("can be accepted by the receiver's own transaction", async () => {
      const { chain, alice, bob } = await fixture();
      const [from] = await cosigned(chain, alice, bob);
      await expect(chain.connect(bob).accept(UNIT, CONTENTS, NEVER, ...compact(from)))
        .to.emit(chain, "HandedOver")
        .withArgs(UNIT, alice.address, bob.address, 0, CONTENTS);
    });

    it("needs no signature of the party that sends it", async () => {
      const { chain, alice, bob } = await fixture();
      const [from] = await cosigned(chain, alice, bob);
      await chain.connect(bob).handover(UNIT, bob.address, CONTENTS, NEVER, from, "0x");
      const [, to] = await cosigned(chain, bob, alice, { seq: 1n });
      await chain.connect(bob).handover(UNIT, alice.address, CONTENTS, NEVER, "0x", to);
      expect(await custodyOf(chain)).to.deep.equal([alice.address, 2n, OPEN]);
    });

    it("an empty signature of anybody else is refused", async () => {
      const { chain, alice, bob, relayer } = await fixture();
      const [from, to] = await cosigned(chain, alice, bob);
      const digest = await handoverDigest(chain, alice, bob);
      await expect(chain.connect(relayer).handover(UNIT, bob.address, CONTENTS, NEVER, "0x", to))
        .to.be.revertedWithCustomError(chain, "CustodyInvalidSignature")
        .withArgs(alice.address, digest);
      await expect(chain.connect(relayer).handover(UNIT, bob.address, CONTENTS, NEVER, from, "0x"))
        .to.be.revertedWithCustomError(chain, "CustodyInvalidSignature")
        .withArgs(bob.address, digest);
    });

    it("a signature works once, also when the unit comes back to the same holder", async () => {
      const { chain, alice, bob, relayer } = await fixture();
      const first = await cosigned(chain, alice, bob);
      await chain.connect(relayer).handover(UNIT, bob.address, CONTENTS, NEVER, ...first);
      await chain.connect(relayer).handover(UNIT, alice.address, CONTENTS, NEVER, ...(await cosigned(chain, bob, alice, { seq: 1n })));
      await expect(chain.connect(relayer).handover(UNIT, bob.address, CONTENTS, NEVER, ...first))
        .to.be.revertedWithCustomError(chain, "CustodyInvalidSignature")
        .withArgs(alice.address, await handoverDigest(chain, alice, bob, { seq: 2n }));
    });

    for (const [what, sent] of Object.entries<Message>({
      "another unit": { unit: word("other") },
      "other contents": { docHash: word("other") },
      "a later deadline": { deadline: NEVER - 1n },
    })) {
      it(`a signature for ${what} is worthless`, async () => {
        const { chain, alice, bob, relayer } = await fixture();
        await chain.connect(alice).open(word("other"), CONTENTS);
        const signatures = await cosigned(chain, alice, bob, sent);
        await expect(chain.connect(relayer).handover(UNIT, bob.address, CONTENTS, NEVER, ...signatures)).to.be.revertedWithCustomError(
          chain,
          "CustodyInvalidSignature",
        );
      });
    }

    it("holds until the second of the deadline and not a second longer", async () => {
      const { chain, alice, bob, relayer } = await fixture();
      const deadline = BigInt(await time.latest()) + 100n;
      const signatures = await cosigned(chain, alice, bob, { deadline });
      const snapshot = await networkHelpers.takeSnapshot();
      await time.setNextBlockTimestamp(deadline + 1n);
      await expect(chain.connect(relayer).handover(UNIT, bob.address, CONTENTS, deadline, ...signatures))
        .to.be.revertedWithCustomError(chain, "CustodyLapsed")
        .withArgs(deadline, deadline + 1n);
      await snapshot.restore();
      await time.setNextBlockTimestamp(deadline);
      await chain.connect(relayer).handover(UNIT, bob.address, CONTENTS, deadline, ...signatures);
    });

    it("goes neither to nobody nor to the holder itself", async () => {
      const { chain, alice } = await fixture();
      const [own] = await cosigned(chain, alice, alice);
      for (const to of [ZeroAddress, alice.address]) {
        await expect(chain.connect(alice).handover(UNIT, to, CONTENTS, NEVER, "0x", own))
          .to.be.revertedWithCustomError(chain, "CustodyInvalidReceiver")
          .withArgs(to);
      }
    });

    it("a unit that nobody opened cannot be handed over", async () => {
      const { chain, alice, bob } = await fixture();
      const [from] = await cosigned(chain, alice, bob, { unit: word("never") });
      await expect(chain.connect(bob).handover(word("never"), bob.address, CONTENTS, NEVER, from, "0x"))
        .to.be.revertedWithCustomError(chain, "CustodyNotOpen")
        .withArgs(word("never"), 0);
    });

    it("lapses in the compact forms as well, although the signatures are good", async () => {
      const { chain, alice, bob, relayer } = await fixture();
      const deadline = BigInt(await time.latest());
      const [from, to] = await cosigned(chain, alice, bob, { deadline });
      const [fromR, fromVs] = compact(from);
      const [toR, toVs] = compact(to);
      const late = { unit: UNIT, to: bob.address, docHash: CONTENTS, deadline, fromR, fromVs, toR, toVs };
      await expect(chain.connect(relayer).handoverCompact(late)).to.be.revertedWithCustomError(chain, "CustodyLapsed");
      await expect(chain.connect(bob).accept(UNIT, CONTENTS, deadline, fromR, fromVs)).to.be.revertedWithCustomError(
        chain,
        "CustodyLapsed",
      );
    });

    it("the compact forms refuse what the long one refuses", async () => {
      const { chain, alice, bob, carol, relayer } = await fixture();
      const [fromR, fromVs] = compact((await cosigned(chain, alice, bob))[0]);
      const [toR, toVs] = compact((await cosigned(chain, alice, bob))[1]);
      const [otherR, otherVs] = compact((await cosigned(chain, carol, bob))[0]);
      const good = { unit: UNIT, to: bob.address, docHash: CONTENTS, deadline: NEVER, fromR, fromVs, toR, toVs };
      const send = (changes: object) => chain.connect(relayer).handoverCompact({ ...good, ...changes });
      await expect(send({ unit: word("never") })).to.be.revertedWithCustomError(chain, "CustodyNotOpen");
      await expect(send({ to: alice.address })).to.be.revertedWithCustomError(chain, "CustodyInvalidReceiver");
      await expect(send({ deadline: 1 })).to.be.revertedWithCustomError(chain, "CustodyLapsed");
      const digest = await handoverDigest(chain, alice, bob);
      await expect(send({ fromR: otherR, fromVs: otherVs }))
        .to.be.revertedWithCustomError(chain, "CustodyInvalidSignature")
        .withArgs(alice.address, digest);
      await expect(send({ toR: fromR, toVs: fromVs }))
        .to.be.revertedWithCustomError(chain, "CustodyInvalidSignature")
        .withArgs(bob.address, digest);
      await expect(chain.connect(carol).accept(UNIT, CONTENTS, NEVER, fromR, fromVs)).to.be.revertedWithCustomError(
        chain,
        "CustodyInvalidSignature",
      );
    });
  });
}
