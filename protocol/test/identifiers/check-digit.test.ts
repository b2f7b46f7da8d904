import { expect } from "chai";
import fc from "fast-check";
import { checkDigit, hasValidCheckDigit } from "../../src/identifiers/check-digit.ts";
import { gln, gtin, gtin14, sscc } from "../../src/identifiers/keys.ts";
import { SEED } from "../support/arbitraries.ts";
import { vector } from "../support/vectors.ts";

const vectors = vector<{ valid: { value: string; kind: string }[]; wrongCheckDigit: string[]; malformed: string[] }>(
  "gs1/check-digits.json",
);
const key = fc
  .constantFrom(7, 11, 12, 13, 16, 17)
  .chain((length) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`)).map((digits) => digits + checkDigit(digits)));

describe("check digits", () => {
  it("follow the vectors", () => {
    for (const { value, kind } of vectors.valid) expect(hasValidCheckDigit(value), `${kind} ${value}`).to.equal(true);
    for (const value of [...vectors.wrongCheckDigit, ...vectors.malformed])
      expect(hasValidCheckDigit(value), JSON.stringify(value)).to.equal(false);
  });

  it("detect every error in a single digit", () => {
    fc.assert(
      fc.property(key, fc.nat(), fc.integer({ min: 1, max: 9 }), (value, position, shift) => {
        const at = position % value.length;
        const wrong = value.slice(0, at) + String((Number(value[at]) + shift) % 10) + value.slice(at + 1);
        expect(hasValidCheckDigit(value)).to.equal(true);
        expect(hasValidCheckDigit(wrong)).to.equal(false);
      }),
      SEED,
    );
  });

  it("do not change with leading zeros, so that a GTIN has one check digit in all its lengths", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{7,12}$/), (digits) => {
        expect(checkDigit(`0${digits}`)).to.equal(checkDigit(digits));
      }),
      SEED,
    );
  });

  it("exist for digits only", () => {
    for (const text of ["", "12a", " 12", "１２"]) expect(() => checkDigit(text), text).to.throw(RangeError);
  });
});

describe("GS1 keys", () => {
  it("are accepted in their own length with the right check digit", () => {
    expect(gtin.safeParse("00860009999923").success).to.equal(true);
    expect(gtin.safeParse("860009999923").success).to.equal(false);
    expect(gtin.safeParse("00860009999924").success).to.equal(false);
    expect(gln.safeParse("0860009999060").success).to.equal(true);
    expect(sscc.safeParse("008600099999850000").success).to.equal(true);
    expect(sscc.safeParse("008600099999850001").success).to.equal(false);
  });

  it("GTINs of every length become 14 digits", () => {
    for (const text of ["00860009999923", "0860009999923", "860009999923"]) expect(gtin14(text)).to.equal("00860009999923");
    expect(gtin14("02345673")).to.equal("00000002345673");
    for (const text of ["860009999924", "12345", "8600099999230000", "abc"]) expect(gtin14(text), text).to.equal(undefined);
  });
});
