import { expect } from "chai";
import fc from "fast-check";
import { canonicalDecimal } from "../../src/hashing/decimal.ts";
import { numberText, SEED } from "../support/arbitraries.ts";

describe("canonical decimal", () => {
  const spellings: [string, string][] = [
    ["1", "1"],
    ["+0012.50e1", "125"],
    ["1e-7", "0.0000001"],
    ["0.00", "0"],
    ["-0", "0"],
    ["-1.50", "-1.5"],
    [".5", "0.5"],
    ["5.", "5"],
    ["12345678901234567890", "12345678901234567890"],
    ["1.2e1", "12"],
    ["100E-2", "1"],
  ];
  for (const [given, expected] of spellings) {
    it(`writes ${given} as ${expected}`, () => expect(canonicalDecimal(given)).to.equal(expected));
  }

  it("leaves alone what is no number, and exponents that would only blow up the text", () => {
    for (const text of ["", ".", "e1", "1e", "0x10", "1_000", "１２", "12a", "1e401", "1e999999999999", "--1", "NaN", "Infinity"]) {
      expect(canonicalDecimal(text), text).to.equal(undefined);
    }
  });

  it("means the same number, in one spelling only", () => {
    fc.assert(
      fc.property(numberText, (text) => {
        const canonical = canonicalDecimal(text) as string;
        expect(Number(canonical)).to.equal(Number(text) + 0);
        expect(canonicalDecimal(canonical)).to.equal(canonical);
        expect(canonical).to.match(/^(0|-?(0|[1-9]\d*)(\.\d*[1-9])?)$/);
      }),
      SEED,
    );
  });
});
