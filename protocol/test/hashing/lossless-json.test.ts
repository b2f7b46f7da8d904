import { expect } from "chai";
import fc from "fast-check";
import { parse } from "lossless-json";
import { isLosslessNumber, parseLossless, parseLosslessObject, stringifyLossless } from "../../src/hashing/lossless-json.ts";
import { json, numberText, SEED } from "../support/arbitraries.ts";

describe("lossless JSON", () => {
  it("keeps every number as it was written", () => {
    const text = '{"a":1.0,"b":1e-7,"c":12345678901234567890,"d":[-0,1E+2]}';
    expect(stringifyLossless(parseLossless(text))).to.equal(text);
    expect(isLosslessNumber(parseLosslessObject(text).a)).to.equal(true);
  });

  it("loses nothing but white space, whatever the value", () => {
    fc.assert(
      fc.property(json, fc.nat(3), (value, space) => {
        const text = stringifyLossless(value);
        expect(stringifyLossless(parseLossless(stringifyLossless(value, space)))).to.equal(text);
      }),
      SEED,
    );
  });

  it("gives each member its own number, also where names are places that a JavaScript object moves to its front", () => {
    const member = fc.tuple(
      fc.stringMatching(/^(\d{1,3}|[a-z_"\\:{[-]{0,3})$/),
      fc.oneof(
        numberText,
        json.map((value) => stringifyLossless(value)),
      ),
    );
    fc.assert(
      fc.property(fc.uniqueArray(member, { selector: ([name]) => name }), (members) => {
        const text = `{${members.map(([name, value]) => `${JSON.stringify(name)} : ${value}`).join(" , ")}}`;
        expect(parseLossless(text)).to.deep.equal(parse(text));
      }),
      SEED,
    );
  });

  it("refuses a member that stands twice, even with the same value", () => {
    for (const text of ['{"a":1,"a":1}', '{"a":1,"b":{"c":1,"\\u0063":2}}', '[{"a" :1, "a" : 2}]']) {
      expect(() => parseLossless(text), text).to.throw(SyntaxError, "twice");
    }
    expect(stringifyLossless(parseLossless('{"a":{"a":"a"},"b":[{"a":1},{"a":2}]}'))).to.equal('{"a":{"a":"a"},"b":[{"a":1},{"a":2}]}');
  });

  it("is not misled by quotes, braces and colons inside text", () => {
    const text = '{"a":"{\\"a\\":","b\\\\":"}","c":"\\""}';
    expect(stringifyLossless(parseLossless(text))).to.equal(text);
  });

  it("refuses nesting beyond its limit before a recursive reader sees it", () => {
    const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
    expect(() => parseLossless(nested(64))).not.to.throw();
    expect(() => parseLossless(nested(65))).to.throw(SyntaxError, "nested");
    expect(() => parseLossless("[".repeat(1_000_000))).to.throw(SyntaxError, "nested");
  });

  it("refuses half a surrogate pair in text and names", () => {
    for (const text of ['"\\ud800"', '{"\\udc00":1}', '["\\ude00\\ud83d"]'])
      expect(() => parseLossless(text), text).to.throw(SyntaxError, "surrogate");
    expect(parseLossless('"\\ud83d\\ude00"')).to.equal("😀");
  });

  it("keeps a member called __proto__ as a member", () => {
    const value = parseLosslessObject('{"__proto__":{"isAdmin":true}}');
    expect((value as { isAdmin?: unknown }).isAdmin).to.equal(undefined);
    expect(stringifyLossless(value)).to.equal('{"__proto__":{"isAdmin":true}}');
  });

  it("refuses text that is not JSON, and asks for an object where one is needed", () => {
    for (const text of ["", "{", '{"a":1,}', "01", "NaN", "'a'", '{"a":1}x', '"a', "\u00a01"]) {
      expect(() => parseLossless(text), text).to.throw(SyntaxError);
    }
    expect(() => parseLosslessObject("[]")).to.throw(SyntaxError, "object");
    expect(() => parseLosslessObject("1")).to.throw(SyntaxError, "object");
  });
});
