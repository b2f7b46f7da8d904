import { expect } from "chai";
import fc from "fast-check";
import { formatGrams, formatGramsIn, parseGrams, type MassUnit } from "../../src/measures/grams.ts";

const grams = fc.oneof(
  fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }),
  fc.bigInt({ min: -2_000_000n, max: 2_000_000n }),
  fc.bigInt({ min: 0n, max: 90n }).map((power) => 10n ** (power % 24n)),
);

describe("grams as text", () => {
  it("says the very grams: reading a text gives back what was written", () => {
    fc.assert(
      fc.property(grams, (amount) => {
        expect(parseGrams(formatGrams(amount))).to.equal(amount);
      }),
      { numRuns: 10_000 },
    );
  });

  it("says them in each unit without a loss", () => {
    fc.assert(
      fc.property(grams, fc.constantFrom<MassUnit>("g", "kg", "t"), (amount, unit) => {
        expect(parseGrams(formatGramsIn(amount, unit))).to.equal(amount);
      }),
      { numRuns: 5_000 },
    );
  });

  it("never shows something as nothing, nor nothing in tonnes", () => {
    fc.assert(
      fc.property(grams, (amount) => {
        expect(/^-?0 /.test(formatGrams(amount))).to.equal(amount === 0n);
      }),
      { numRuns: 5_000 },
    );
    expect(formatGrams(0n)).to.equal("0 g");
    expect(formatGramsIn(0n, "t")).to.equal("0 g");
    expect(formatGramsIn(1n, "t")).to.equal("0.000001 t");
  });

  it("takes the largest unit that is filled once", () => {
    const shown = [999n, 1_000n, 1_500n, 999_999n, 1_000_000n, 1_234_567n, -2_500n].map(formatGrams);
    expect(shown).to.deep.equal(["999 g", "1 kg", "1.5 kg", "999.999 kg", "1 t", "1.234567 t", "-2.5 kg"]);
  });

  it("reads no text that is no mass, or that ends within a gram", () => {
    for (const text of ["", "1", "1 lb", "1.5 g", "0.0001 kg", "1.0000001 t", "01 g", "1,5 kg", "1e3 g", "+1 g", " 1 g", "1  g", "1 g "])
      expect(parseGrams(text), text).to.equal(undefined);
  });
});
