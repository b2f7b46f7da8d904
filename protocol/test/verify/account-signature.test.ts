import { expect } from "chai";
import { Signature } from "ethers";
import { concatHex, keccak256, numberToHex, slice, stringToHex } from "viem/utils";
import type { Address, Hex32 } from "../../src/schemas/primitives.ts";
import { checkAccountSignature } from "../../src/verify/account-signature.ts";
import { accountNamed, addressOf } from "../support/accounts.ts";
import { FakeChain } from "../support/fake-chain.ts";

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const digest = keccak256(stringToHex("a digest")) as Hex32;
const key = accountNamed("Signer");
const account = addressOf(key);
const valid = await key.sign({ hash: digest });

describe("signature rule", () => {
  const chain = new FakeChain();
  const check = (signature: string, who: Address = account) =>
    checkAccountSignature(chain.reader(), { account: who, digest, signature: signature as `0x${string}` });

  it("accepts the key's signature in 65 bytes and in the compact form of EIP-2098", async () => {
    expect(await check(valid)).to.deep.equal({ valid: true, by: "key" });
    expect(await check(Signature.from(valid).compactSerialized)).to.deep.equal({ valid: true, by: "key" });
  });

  it("refuses the mirrored signature with high s, in both forms", async () => {
    const [r, s, v] = [slice(valid, 0, 32), BigInt(slice(valid, 32, 64)), Number(slice(valid, 64))];
    const high = numberToHex(ORDER - s, { size: 32 });
    const mirrored = concatHex([r, high, numberToHex(v === 27 ? 28 : 27)]);
    expect(await check(mirrored)).to.deep.include({ valid: false });
    expect((await check(mirrored)) as { reason: string })
      .to.have.property("reason")
      .that.contains("high s");
  });

  it("refuses any last byte but 27 and 28, so that one consent has one signature", async () => {
    const parity = Number(slice(valid, 64)) - 27;
    for (const v of [parity, parity + 2, parity + 29, 255]) {
      expect((await check(concatHex([slice(valid, 0, 64), numberToHex(v, { size: 1 })]))).valid, String(v)).to.equal(false);
    }
  });

  it("refuses the zero account, another account, and bytes that are no signature", async () => {
    const nobody = `0x${"0".repeat(40)}` as Address;
    chain.contractWallets.set(nobody, () => true);
    expect((await check(valid, nobody)).valid).to.equal(false);
    expect((await check(valid, addressOf(accountNamed("Other")))).valid).to.equal(false);
    for (const bytes of ["0x00", `0x${"00".repeat(65)}`, `0x${"00".repeat(64)}1b`, `0x${"ff".repeat(64)}1b`, `0x${"11".repeat(66)}`]) {
      expect((await check(bytes)).valid, bytes).to.equal(false);
    }
  });

  it("prefers the key of an account that has code, too", async () => {
    chain.contractWallets.set(account, () => false);
    expect(await check(valid)).to.deep.equal({ valid: true, by: "key" });
  });

  it("asks the account's contract only when the key does not match", async () => {
    const wallet = `0x${"c".repeat(40)}` as Address;
    chain.contractWallets.set(wallet, (asked, signature) => asked === digest && signature === valid);
    expect(await check(valid, wallet)).to.deep.equal({ valid: true, by: "contract" });
    expect((await check("0x1234", wallet)).valid).to.equal(false);
  });
});
