import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { unitsHashOf } from "../../protocol/src/hashing/units-hash.ts";
import type { Hex32 } from "../../protocol/src/schemas/primitives.ts";
import { fixtures, IMPLEMENTATIONS, word, type Implementation, type System } from "./support/fixture.ts";
import { networkHelpers } from "./support/network.ts";
import { NEVER, sign } from "./support/signing.ts";
import { CONTENTS, cosigned, custodyOf, OPEN, type Account } from "./support/unit.ts";

const { loadFixture } = networkHelpers;
const UNITS = ["a", "b", "c"].map(word);

/** Three units of alice, the second of which has been with bob and back: seqs 0, 2, 0. */
async function consignment(implementation: Implementation) {
  const system = await loadFixture(fixtures[implementation]);
  const { chain, alice, bob } = system;
  for (const unit of UNITS) await chain.connect(alice).open(unit, CONTENTS);
  const [there] = await cosigned(chain, alice, bob, { unit: UNITS[1]! });
  await chain.connect(bob).handover(UNITS[1]!, bob.address, CONTENTS, NEVER, there, "0x");
  const [back] = await cosigned(chain, bob, alice, { unit: UNITS[1]!, seq: 1n });
  await chain.connect(alice).handover(UNITS[1]!, alice.address, CONTENTS, NEVER, back, "0x");
  return system;
}

async function cosignedMany(
  chain: System["chain"],
  from: Account,
  to: Account,
  seqs = [0, 2, 0],
  units = UNITS,
): Promise<[string, string]> {
  const unitsHash = unitsHashOf(units.map((unit, i) => ({ unit: unit as Hex32, seq: seqs[i]! })));
  const message = { unitsHash, from: from.address, to: to.address, docHash: CONTENTS, deadline: NEVER };
  return [await sign(from, chain, "HandoverMany", message), await sign(to, chain, "HandoverMany", message)];
}

for (const implementation of IMPLEMENTATIONS) {
  describe(`a consignment in ${implementation}`, () => {
    const fixture = () => consignment(implementation);

    it("moves all units under one signature pair, each with its own event and seq", async () => {
      const { chain, alice, bob, relayer } = await fixture();
      const sent = chain.connect(relayer).handoverMany(UNITS, bob.address, CONTENTS, NEVER, ...(await cosignedMany(chain, alice, bob)));
      for (const [i, seq] of [0, 2, 0].entries()) {
        await expect(sent).to.emit(chain, "HandedOver").withArgs(UNITS[i], alice.address, bob.address, seq, CONTENTS);
        expect(await custodyOf(chain, UNITS[i])).to.deep.equal([bob.address, BigInt(seq + 1), OPEN]);
      }
    });

    it("needs no signature of the party that sends it", async () => {
      const { chain, alice, bob } = await fixture();
      const [from] = await cosignedMany(chain, alice, bob);
      await chain.connect(bob).handoverMany(UNITS, bob.address, CONTENTS, NEVER, from, "0x");
      expect(await custodyOf(chain, UNITS[2])).to.deep.equal([bob.address, 1n, OPEN]);
    });

    it("covers every seq, so that it is worthless once one unit moved on", async () => {
      const { chain, alice, bob, relayer } = await fixture();
      const signatures = await cosignedMany(chain, alice, bob);
      await chain.connect(alice).withdraw(UNITS[2]!);
      await expect(chain.connect(relayer).handoverMany(UNITS, bob.address, CONTENTS, NEVER, ...signatures)).to.be.revertedWithCustomError(
        chain,
        "CustodyInvalidSignature",
      );
      expect(await custodyOf(chain, UNITS[0])).to.deep.equal([alice.address, 0n, OPEN]);
    });

    it("covers the list and its order", async () => {
      const { chain, alice, bob, relayer } = await fixture();
      const signatures = await cosignedMany(chain, alice, bob);
      for (const units of [UNITS.slice(0, 2), [UNITS[2]!, UNITS[1]!, UNITS[0]!]]) {
        await expect(chain.connect(relayer).handoverMany(units, bob.address, CONTENTS, NEVER, ...signatures)).to.be.revertedWithCustomError(
          chain,
          "CustodyInvalidSignature",
        );
      }
    });

    it("is all or nothing: one unit of another holder stops it", async () => {
      const { chain, alice, bob, carol, relayer } = await fixture();
      await chain.connect(carol).open(word("carol's"), CONTENTS);
      const units = [...UNITS, word("carol's")];
      const signatures = await cosignedMany(chain, alice, bob, [0, 2, 0, 0], units);
      await expect(chain.connect(relayer).handoverMany(units, bob.address, CONTENTS, NEVER, ...signatures))
        .to.be.revertedWithCustomError(chain, "CustodyNotHolder")
        .withArgs(word("carol's"), alice.address, carol.address);
      expect(await custodyOf(chain, UNITS[0])).to.deep.equal([alice.address, 0n, OPEN]);
    });

    it("names a unit once", async () => {
      const { chain, alice, bob } = await fixture();
      const units = [UNITS[0]!, UNITS[0]!];
      const [from] = await cosignedMany(chain, alice, bob, [0, 1], units);
      await expect(chain.connect(bob).handoverMany(units, bob.address, CONTENTS, NEVER, from, "0x"))
        .to.be.revertedWithCustomError(chain, "CustodyNotHolder")
        .withArgs(UNITS[0], alice.address, bob.address);
    });

    it("needs at least one unit, a receiver, and time", async () => {
      const { chain, alice, bob } = await fixture();
      const send = (units: string[], to: string, deadline: bigint) =>
        chain.connect(alice).handoverMany(units, to, CONTENTS, deadline, "0x", "0x");
      await expect(send([], bob.address, NEVER)).to.be.revertedWithCustomError(chain, "CustodyNoUnits");
      await expect(send(UNITS, ZeroAddress, NEVER)).to.be.revertedWithCustomError(chain, "CustodyInvalidReceiver");
      await expect(send(UNITS, alice.address, NEVER)).to.be.revertedWithCustomError(chain, "CustodyInvalidReceiver");
      await expect(send(UNITS, bob.address, 1n)).to.be.revertedWithCustomError(chain, "CustodyLapsed");
      await expect(send([word("never")], bob.address, NEVER)).to.be.revertedWithCustomError(chain, "CustodyNotOpen");
    });
  });
}
