import { expect } from "chai";
import fc from "fast-check";
import { reversalOf, standingGrams } from "../../src/measures/reversal.ts";

const accounts = fc
  .tuple(fc.bigInt(1n, 2n ** 48n - 1n), fc.bigInt(0n, 2n ** 48n), fc.bigInt(0n, 2n ** 48n))
  .map(([issued, first, second]) => {
    const cancelled = first % (issued + 1n);
    return { issued, cancelled, deficit: second % (issued - cancelled + 1n) };
  });
const told = ({ issued, cancelled, deficit }: Record<"issued" | "cancelled" | "deficit", bigint>) => ({
  ...{ issued: String(issued), cancelled: String(cancelled), deficit: String(deficit) },
});

describe("a saving that was called off", () => {
  it("stands but for what the buffer covered, what was surrendered, and what is missing still", () => {
    fc.assert(
      fc.property(accounts, (grams) => {
        const gone = grams.cancelled + grams.deficit;
        expect(standingGrams(told(grams))).to.equal(grams.issued - gone);
        expect(reversalOf(told(grams))).to.equal(gone === 0n ? "none" : gone === grams.issued ? "whole" : "part");
      }),
    );
  });
});
