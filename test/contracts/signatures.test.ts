import { expect } from "chai";
import { concat, type BaseContract, Signature, toBeHex, ZeroAddress } from "ethers";
import type { KeyWallet, ScriptedWallet } from "./support/contracts.ts";
import { fixtures, IMPLEMENTATIONS, word } from "./support/fixture.ts";
import { deploy, networkHelpers } from "./support/network.ts";
import { digestOf, NEVER, sign } from "./support/signing.ts";
import { CONTENTS, cosigned, custodyOf, handoverDigest, OPEN, opened, terms, UNIT } from "./support/unit.ts";

const { loadFixture, setCode } = networkHelpers;
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const MAGIC = "0x1626ba7e";

for (const implementation of IMPLEMENTATIONS) {
  describe(`the signature rule in ${implementation}`, () => {
    const fixture = async () => opened(await loadFixture(fixtures[implementation]));

    it("refuses high s, so that one consent has one signature", async () => {
      const { chain, alice, bob } = await fixture();
      const [from] = await cosigned(chain, alice, bob);
      const { r, s, v } = Signature.from(from);
      const twin = concat([r, toBeHex(ORDER - BigInt(s), 32), toBeHex(v === 27 ? 28 : 27)]);
      await expect(chain.connect(bob).handover(UNIT, bob.address, CONTENTS, NEVER, twin, "0x"))
        .to.be.revertedWithCustomError(chain, "CustodyInvalidSignature")
        .withArgs(alice.address, await handoverDigest(chain, alice, bob));
    });

    for (const [what, bytes] of Object.entries({
      nonsense: "0x1234",
      "65 zero bytes": `0x${"00".repeat(65)}`,
      "96 bytes": `0x${"11".repeat(96)}`,
    })) {
      it(`refuses ${what}`, async () => {
        const { chain, bob } = await fixture();
        await expect(chain.connect(bob).handover(UNIT, bob.address, CONTENTS, NEVER, bytes, "0x")).to.be.revertedWithCustomError(
          chain,
          "CustodyInvalidSignature",
        );
      });
    }

    it("knows no signature of the zero account, although failed recovery gives zero", async () => {
      const { chain, relayer } = await fixture();
      const digest = await digestOf(chain, "Open", { unit: word("u"), holder: ZeroAddress, docHash: CONTENTS, deadline: NEVER });
      await expect(chain.connect(relayer).openBySig(word("u"), ZeroAddress, CONTENTS, NEVER, `0x${"00".repeat(65)}`))
        .to.be.revertedWithCustomError(chain, "CustodyInvalidSignature")
        .withArgs(ZeroAddress, digest);
    });

    it("asks a contract account by ERC-1271", async () => {
      const { chain, alice, bob, carol, relayer } = await fixture();
      const wallet = await deploy<KeyWallet>("KeyWallet", [carol.address]);
      const address = await wallet.getAddress();
      const message = terms(alice, { address });
      const [from, good, bad] = await Promise.all([alice, carol, bob].map((signer) => sign(signer, chain, "Handover", message)));
      await expect(chain.connect(relayer).handover(UNIT, address, CONTENTS, NEVER, from!, bad!)).to.be.revertedWithCustomError(
        chain,
        "CustodyInvalidSignature",
      );
      await chain.connect(relayer).handover(UNIT, address, CONTENTS, NEVER, from!, good!);
      expect(await custodyOf(chain)).to.deep.equal([address, 1n, OPEN]);
    });

    it("takes a contract account that is the caller at its word", async () => {
      const { chain, alice, carol } = await fixture();
      const wallet = await deploy<KeyWallet>("KeyWallet", [carol.address]);
      const address = await wallet.getAddress();
      const from = await sign(alice, chain, "Handover", terms(alice, { address }));
      const call = chain.interface.encodeFunctionData("handover", [UNIT, address, CONTENTS, NEVER, from, "0x"]);
      await wallet.connect(carol).execute(chain.target, call);
      expect(await custodyOf(chain)).to.deep.equal([address, 1n, OPEN]);
    });

    for (const [what, answer, reverts, accepted] of [
      ["the magic value", `${MAGIC}${"00".repeat(28)}`, false, true],
      ["the magic value and a long tail", `${MAGIC}${"00".repeat(28)}${"ff".repeat(2000)}`, false, true],
      ["the magic value with dirt behind it", `${MAGIC}${"00".repeat(27)}01`, false, false],
      ["only four bytes", MAGIC, false, false],
      ["31 bytes", `${MAGIC}${"00".repeat(27)}`, false, false],
      ["nothing", "0x", false, false],
      ["zero", `0x${"00".repeat(32)}`, false, false],
      ["the magic value in a revert", `${MAGIC}${"00".repeat(28)}`, true, false],
    ] as const) {
      it(`a contract account that answers ${what} is ${accepted ? "believed" : "not believed"}`, async () => {
        const { chain, alice, relayer } = await fixture();
        const wallet = await deploy<ScriptedWallet>("ScriptedWallet");
        await wallet.script(answer, reverts);
        const address = await wallet.getAddress();
        const from = await sign(alice, chain, "Handover", terms(alice, { address }));
        const sent = chain.connect(relayer).handover(UNIT, address, CONTENTS, NEVER, from, "0xabcd");
        if (accepted) await expect(sent).to.emit(chain, "HandedOver");
        else await expect(sent).to.be.revertedWithCustomError(chain, "CustodyInvalidSignature");
      });
    }

    it("a contract account cannot act while it is asked", async () => {
      const { chain, alice, relayer } = await fixture();
      const wallet = await deploy<BaseContract>("ReentrantWallet", [chain.target, UNIT]);
      const address = await wallet.getAddress();
      const from = await sign(alice, chain, "Handover", terms(alice, { address }));
      await chain.connect(relayer).handover(UNIT, address, CONTENTS, NEVER, from, "0xabcd");
      expect(await custodyOf(chain)).to.deep.equal([address, 1n, OPEN]);
    });

    it("an account that delegates by EIP-7702 still signs with its key", async () => {
      const { chain, alice, bob, relayer } = await fixture();
      const ignorant = await deploy<ScriptedWallet>("ScriptedWallet");
      const signatures = await cosigned(chain, alice, bob);
      await setCode(alice.address, concat(["0xef0100", await ignorant.getAddress()]));
      await chain.connect(relayer).handover(UNIT, bob.address, CONTENTS, NEVER, ...signatures);
      expect(await custodyOf(chain)).to.deep.equal([bob.address, 1n, OPEN]);
    });
  });
}
