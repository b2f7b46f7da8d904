import { expect } from "chai";
import fc from "fast-check";
import { canonicalJson } from "../../src/hashing/canonical-json.ts";
import { isJsonObject, type Json, parseLossless, stringifyLossless } from "../../src/hashing/lossless-json.ts";
import { findUnsafeNumbers } from "../../src/hashing/unsafe-numbers.ts";
import { json, SEED } from "../support/arbitraries.ts";
import { vectorNames, vectorText } from "../support/vectors.ts";

function withMembersReversed(value: Json): Json {
  if (Array.isArray(value)) return value.map(withMembersReversed);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, member]) => [name, withMembersReversed(member)]),
  );
}

describe("canonical JSON", () => {
  const names = vectorNames("jcs/input/");

  it("has vectors to follow", () => {
    expect(names).to.have.length(6);
  });

  for (const name of names) {
    it(`follows the RFC 8785 vector ${name}`, () => {
      expect(canonicalJson(parseLossless(vectorText(name)))).to.equal(vectorText(name.replace("input", "output")).trim());
    });
  }

  it("is its own canonical form, and does not depend on the order of members or on white space", () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(parseLossless(text))).to.equal(text);
        expect(canonicalJson(withMembersReversed(value))).to.equal(text);
        expect(canonicalJson(parseLossless(stringifyLossless(value, 2)))).to.equal(text);
      }),
      SEED,
    );
  });

  it("refuses what RFC 8785 has no form for", () => {
    expect(() => canonicalJson(parseLossless("1e400"))).to.throw(RangeError, "range");
    expect(() => canonicalJson("\ud800")).to.throw(RangeError, "surrogate");
    expect(() => canonicalJson({ a: undefined } as unknown as Json)).to.throw(RangeError);
  });

  it("finds every number that a double would change, and no other", () => {
    const value = parseLossless(
      '{"fine":[0.1,1.50,-0,100,1e3,9007199254740992,5e-324],"big":12345678901234567890,"in":{"a/b":[0.1234567890123456789]},"far":1e999,"~":9007199254740993}',
    );
    expect(findUnsafeNumbers(value)).to.deep.equal(["/big", "/in/a~1b/0", "/far", "/~0"]);
  });
});
