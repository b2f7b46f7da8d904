import { expect } from "chai";
import fc from "fast-check";
import { percentsOf } from "../src/lib/percent.ts";

const parts = fc.array(fc.bigInt(0n, 2n ** 70n), { minLength: 1, maxLength: 40 });
const tenths = (percents: readonly number[]) => percents.map((percent) => Math.round(percent * 10));

describe("shares of a whole", () => {
  it("add up to 100 % to the tenth, each within a tenth of what it is", () => {
    fc.assert(
      fc.property(parts, (grams) => {
        const whole = grams.reduce((sum, part) => sum + part, 0n);
        fc.pre(whole > 0n);
        const shown = tenths(percentsOf(grams));
        expect(shown.reduce((sum, one) => sum + one, 0)).to.equal(1_000);
        shown.forEach((one, index) => {
          const exact = Number(((grams[index] ?? 0n) * 1_000n) / whole);
          expect(one - exact).to.be.oneOf([0, 1]);
        });
      }),
    );
  });

  it("give what rounding leaves to who lost the most by it, and to the first of equals", () => {
    expect(percentsOf([1n, 1n, 1n])).to.deep.equal([33.4, 33.3, 33.3]);
    expect(percentsOf([1n, 2n, 4n])).to.deep.equal([14.3, 28.6, 57.1]);
  });

  it("are nothing of nothing, and nothing of a part that is nothing", () => {
    expect(percentsOf([0n, 0n])).to.deep.equal([0, 0]);
    expect(percentsOf([])).to.deep.equal([]);
    expect(percentsOf([0n, 7n])).to.deep.equal([0, 100]);
  });
});
