import { expect } from "chai";
import { AbiCoder, concat, id, keccak256, toUtf8Bytes } from "ethers";
import fc from "fast-check";
import { contentProof, contentsRoot, verifyContentProof } from "../../src/hashing/contents.ts";
import { profileHashOf } from "../../src/hashing/profile.ts";
import { unitOf } from "../../src/hashing/unit.ts";
import { unitsHashOf } from "../../src/hashing/units-hash.ts";
import type { ContentItem } from "../../src/schemas/api/custody.ts";
import type { Address, Hex32, Subject } from "../../src/schemas/primitives.ts";
import { flipBit } from "../support/flip.ts";

const abi = AbiCoder.defaultAbiCoder();
const salt = `0x${"5a".repeat(32)}` as Hex32;
const pallet = "https://id.gs1.org/00/008600099999850000" as Subject;
const itemOf = (i: number): ContentItem => ({
  subject: `https://id.gs1.org/01/00860009999986/21/${i}` as Subject,
  quantity: "1",
  uom: null,
});

describe("unit", () => {
  it("is a salted hash of the canonical Digital Link", () => {
    const words = [id("waybill.unit.v1"), salt, keccak256(toUtf8Bytes(pallet))];
    expect(unitOf(pallet, salt)).to.equal(keccak256(abi.encode(["bytes32", "bytes32", "bytes32"], words)));
    expect(unitOf(pallet, flipBit(salt, 9))).to.not.equal(unitOf(pallet, salt));
  });
});

describe("units hash", () => {
  it("packs unit and seq as two words each, in order", () => {
    const units = [
      { unit: salt, seq: 0 },
      { unit: flipBit(salt, 0), seq: 7n },
    ];
    const packed = concat(units.map(({ unit, seq }) => abi.encode(["bytes32", "uint256"], [unit, seq])));
    expect(unitsHashOf(units)).to.equal(keccak256(packed));
    expect(unitsHashOf(units.toReversed())).to.not.equal(unitsHashOf(units));
  });
});

describe("contents", () => {
  it("prove each item alone, and nothing else", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(), fc.nat(), (size, at, bit) => {
        const items = Array.from({ length: size }, (_, i) => itemOf(i));
        const docHash = contentsRoot(items, salt);
        const proof = contentProof(items, salt, at % size);
        expect(verifyContentProof(proof, docHash)).to.equal(true);
        expect(verifyContentProof({ ...proof, item: itemOf(size) }, docHash)).to.equal(false);
        expect(verifyContentProof({ ...proof, item: { ...proof.item, quantity: "2" } }, docHash)).to.equal(false);
        expect(verifyContentProof({ ...proof, itemSalt: flipBit(proof.itemSalt, bit) }, docHash)).to.equal(false);
        expect(verifyContentProof(proof, flipBit(docHash, bit))).to.equal(false);
      }),
      { seed: 3, numRuns: 30 },
    );
  });

  it("tell apart lists that differ in one item, in order, in length or in salt", () => {
    const items = [itemOf(0), itemOf(1), itemOf(2)];
    const roots = [
      contentsRoot(items, salt),
      contentsRoot(items.toReversed(), salt),
      contentsRoot(items.slice(1), salt),
      contentsRoot([...items, itemOf(2)], salt),
      contentsRoot(items, flipBit(salt, 1)),
      contentsRoot([], salt),
      contentsRoot([], flipBit(salt, 1)),
    ];
    expect(new Set(roots).size).to.equal(roots.length);
  });

  it("tell apart an unknown quantity and an empty one", () => {
    expect(contentsRoot([{ ...itemOf(0), quantity: null }], salt)).to.not.equal(contentsRoot([{ ...itemOf(0), quantity: "" }], salt));
  });

  it("throw when a proof is asked for an item that is not there", () => {
    expect(() => contentProof([itemOf(0)], salt, 1)).to.throw(RangeError);
  });
});

describe("profile hash", () => {
  const profile = {
    account: "0x0000000000000000000000000000000000000001" as Address,
    salt,
    name: "Böhm & Söhne",
    gln: "0860009999992",
    country: "US",
  };

  it("is 20 bytes of a salted hash over the RFC 8785 form of what is shown", () => {
    const json = '{"country":"US","gln":"0860009999992","name":"Böhm & Söhne"}';
    const words = [id("waybill.profile.v1"), salt, keccak256(toUtf8Bytes(json))];
    expect(profileHashOf(profile)).to.equal(keccak256(abi.encode(["bytes32", "bytes32", "bytes32"], words)).slice(0, 42));
  });

  it("does not depend on the order of members or on absent ones", () => {
    expect(
      profileHashOf({ country: "US", gln: profile.gln, name: profile.name, salt, account: profile.account, website: undefined }),
    ).to.equal(profileHashOf(profile));
  });

  it("changes with every member that is shown, and with the salt", () => {
    const others = [
      { ...profile, name: "Bohm" },
      { ...profile, gln: undefined },
      { ...profile, country: "CA" },
      { ...profile, website: "https://example.org" },
      { ...profile, salt: flipBit(salt, 5) },
    ];
    expect(new Set([profile, ...others].map(profileHashOf)).size).to.equal(6);
  });
});
