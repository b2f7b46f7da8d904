import { expect } from "chai";
import { ZeroAddress, ZeroHash } from "ethers";
import { unitsHashOf } from "../../protocol/src/hashing/units-hash.ts";
import type { Hex32 } from "../../protocol/src/schemas/primitives.ts";
import { fixtures, IMPLEMENTATIONS, word, type System } from "./support/fixture.ts";
import { networkHelpers } from "./support/network.ts";
import { digestOf, NEVER, sign } from "./support/signing.ts";
import { CONTENTS, REASON, terms, UNIT, type Account } from "./support/unit.ts";

const { loadFixture, time } = networkHelpers;

const KIND = { handover: 0, many: 1, reject: 2, close: 3 } as const;
const SEQ = 5n;

interface Terms {
  docHash?: string;
  deadline?: bigint;
}

/** Statements about `UNIT` at `SEQ`, signed by `signer`. */
function statements(chain: System["chain"], signer: Account) {
  const blank = { docHash: CONTENTS, deadline: NEVER, reasonHash: ZeroHash, units: [] as string[], seqs: [] as bigint[] };
  return {
    async handover(from: Account, to: Account, changes: Terms = {}) {
      const signature = await sign(signer, chain, "Handover", terms(from, to, { seq: SEQ, ...changes }));
      return { ...blank, ...changes, kind: KIND.handover, from: from.address, to: to.address, signature };
    },
    async many(from: Account, to: Account, units: string[], seqs: bigint[], changes: Terms = {}) {
      const unitsHash = unitsHashOf(units.map((unit, i) => ({ unit: unit as Hex32, seq: seqs[i]! })));
      const message = { unitsHash, from: from.address, to: to.address, docHash: CONTENTS, deadline: NEVER, ...changes };
      const signature = await sign(signer, chain, "HandoverMany", message);
      return { ...blank, ...changes, kind: KIND.many, from: from.address, to: to.address, units, seqs, signature };
    },
    async reject(from: Account, to: Account, changes: Terms = {}) {
      const signature = await sign(signer, chain, "Reject", { ...terms(from, to, { seq: SEQ, ...changes }), reasonHash: REASON });
      return { ...blank, ...changes, kind: KIND.reject, from: from.address, to: to.address, reasonHash: REASON, signature };
    },
    async close(holder: Account, changes: Terms = {}) {
      const message = { unit: UNIT, holder: holder.address, seq: SEQ, docHash: CONTENTS, deadline: NEVER, ...changes };
      const signature = await sign(signer, chain, "Close", message);
      return { ...blank, ...changes, kind: KIND.close, from: holder.address, to: ZeroAddress, signature };
    },
  };
}

for (const implementation of IMPLEMENTATIONS) {
  describe(`equivocation in ${implementation}`, () => {
    const fixture = () => loadFixture(fixtures[implementation]);

    it("a unit promised to two receivers can be put on record by anybody, once, in either order", async () => {
      const { chain, alice, bob, carol, stranger } = await fixture();
      const by = statements(chain, alice);
      const [one, other] = [await by.handover(alice, bob), await by.handover(alice, carol)];
      expect(await chain.hasEquivocated(alice.address, UNIT, SEQ)).to.equal(false);
      await expect(chain.connect(stranger).recordEquivocation(alice.address, UNIT, SEQ, one, other))
        .to.emit(chain, "Equivocated")
        .withArgs(
          alice.address,
          UNIT,
          SEQ,
          await digestOf(chain, "Handover", terms(alice, bob, { seq: SEQ })),
          await digestOf(chain, "Handover", terms(alice, carol, { seq: SEQ })),
        );
      expect(await chain.hasEquivocated(alice.address, UNIT, SEQ)).to.equal(true);
      expect(await chain.hasEquivocated(alice.address, UNIT, SEQ + 1n)).to.equal(false);
      await expect(chain.connect(stranger).recordEquivocation(alice.address, UNIT, SEQ, other, one))
        .to.be.revertedWithCustomError(chain, "CustodyAlreadyRecorded")
        .withArgs(alice.address, UNIT, SEQ);
    });

    it("so can every other pair that cannot be meant together", async () => {
      const { chain, alice, bob, carol } = await fixture();
      const [byAlice, byBob] = [statements(chain, alice), statements(chain, bob)];
      const toBob = await byAlice.handover(alice, bob);
      const pairs = [
        [alice, toBob, await byAlice.handover(alice, bob, { docHash: word("less") })],
        [alice, toBob, await byAlice.close(alice)],
        [alice, toBob, await byAlice.many(alice, carol, [word("x"), UNIT], [0n, SEQ])],
        [alice, toBob, await byAlice.handover(carol, alice)],
        [alice, await byAlice.close(alice), await byAlice.close(alice, { docHash: word("less") })],
        [bob, await byBob.handover(alice, bob), await byBob.reject(alice, bob)],
        [bob, await byBob.many(alice, bob, [UNIT], [SEQ]), await byBob.reject(alice, bob)],
      ] as const;
      for (const [account, one, other] of pairs) {
        const snapshot = await networkHelpers.takeSnapshot();
        await expect(chain.recordEquivocation(account.address, UNIT, SEQ, one, other)).to.emit(chain, "Equivocated");
        await snapshot.restore();
      }
    });

    it("honest pairs are not: a later deadline, a consignment instead, two refusals, one statement twice", async () => {
      const { chain, alice, bob, carol } = await fixture();
      const [byAlice, byBob] = [statements(chain, alice), statements(chain, bob)];
      const toBob = await byAlice.handover(alice, bob);
      const pairs = [
        [alice, toBob, toBob],
        [alice, toBob, await byAlice.handover(alice, bob, { deadline: NEVER - 1n })],
        [alice, toBob, await byAlice.many(alice, bob, [UNIT], [SEQ])],
        [alice, await byAlice.many(alice, bob, [UNIT], [SEQ]), await byAlice.many(alice, bob, [UNIT, word("x")], [SEQ, 0n])],
        [bob, await byBob.reject(alice, bob), await byBob.reject(carol, bob, { docHash: word("other") })],
      ] as const;
      for (const [account, one, other] of pairs) {
        await expect(chain.recordEquivocation(account.address, UNIT, SEQ, one, other)).to.be.revertedWithCustomError(
          chain,
          "CustodyNoContradiction",
        );
      }
    });

    it("whoever offers again after a first offer lapsed is honest", async () => {
      const { chain, alice, bob, carol } = await fixture();
      const by = statements(chain, alice);
      const deadline = BigInt(await time.latest()) + 60n;
      const [lapsing, later] = [await by.handover(alice, bob, { deadline }), await by.handover(alice, carol)];
      await time.setNextBlockTimestamp(deadline + 1n);
      await expect(chain.recordEquivocation(alice.address, UNIT, SEQ, lapsing, later))
        .to.be.revertedWithCustomError(chain, "CustodyLapsed")
        .withArgs(deadline, deadline + 1n);
    });

    it("both signatures must be the accused's, over this unit and this seq", async () => {
      const { chain, alice, bob, carol } = await fixture();
      const [byAlice, byBob] = [statements(chain, alice), statements(chain, bob)];
      const one = await byAlice.handover(alice, bob);
      const forged = { ...(await byBob.handover(alice, carol)) };
      const other = await byAlice.handover(alice, carol);
      for (const [unit, seq, second] of [
        [UNIT, SEQ, forged],
        [UNIT, SEQ + 1n, other],
        [word("another"), SEQ, other],
      ] as const) {
        await expect(chain.recordEquivocation(alice.address, unit, seq, one, second)).to.be.revertedWithCustomError(
          chain,
          "CustodyInvalidSignature",
        );
      }
    });

    it("the accused must be a party that signs such a statement", async () => {
      const { chain, alice, bob, carol } = await fixture();
      const by = statements(chain, carol);
      const toBob = await by.handover(alice, bob);
      for (const second of [await by.handover(bob, alice), await by.close(alice), await by.reject(carol, alice)]) {
        await expect(chain.recordEquivocation(carol.address, UNIT, SEQ, second, toBob))
          .to.be.revertedWithCustomError(chain, "CustodyNotParty")
          .withArgs(carol.address);
      }
    });

    it("a consignment counts only for the units and seqs on its list", async () => {
      const { chain, alice, bob, carol } = await fixture();
      const by = statements(chain, alice);
      const one = await by.handover(alice, bob);
      for (const [units, seqs] of [
        [[word("x")], [SEQ]],
        [[UNIT], [SEQ + 1n]],
        [
          [UNIT, word("x")],
          [SEQ + 1n, SEQ],
        ],
      ] as const) {
        const many = await by.many(alice, carol, [...units], [...seqs]);
        await expect(chain.recordEquivocation(alice.address, UNIT, SEQ, one, many))
          .to.be.revertedWithCustomError(chain, "CustodyNotAbout")
          .withArgs(UNIT, SEQ);
      }
      const cut = { ...(await by.many(alice, carol, [UNIT], [SEQ])), seqs: [] };
      await expect(chain.recordEquivocation(alice.address, UNIT, SEQ, one, cut)).to.be.revertedWithCustomError(chain, "CustodyNotAbout");
    });
  });
}
