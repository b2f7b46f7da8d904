import { expect } from "chai";
import fc from "fast-check";
import { plotProblem } from "../../src/templates/plot.ts";

const degrees = (limit: number) =>
  fc
    .tuple(fc.integer({ min: -limit + 1, max: limit - 1 }), fc.integer({ min: 0, max: 999_999 }))
    .map(([whole, part]) => `${whole}.${String(part).padStart(6, "0")}`);
const point = fc.tuple(degrees(90), degrees(180)).map(([latitude, longitude]) => `${latitude},${longitude}`);

describe("geolocation of a plot", () => {
  it("is one point with six decimals, or a closed outline of such points", () => {
    fc.assert(
      fc.property(point, fc.array(point, { minLength: 2, maxLength: 20 }), (first, others) => {
        expect(plotProblem(first)).to.equal(null);
        expect(plotProblem([first, ...others, first].join(" "))).to.equal(null);
      }),
    );
  });

  it("is refused with five decimals, outside of the Earth, open, or with too few corners", () => {
    const [a, b, c, d] = ["1.000000,1.000000", "1.000000,2.000000", "2.000000,2.000000", "2.000000,1.000000"];
    for (const bad of ["1.00000,1.000000", "91.000000,1.000000", "1.000000,181.000000", "1.000000 1.000000", "", "here"]) {
      expect(plotProblem(bad), bad).to.include("six decimals");
    }
    expect(plotProblem(`${a} ${b} ${c} ${d}`)).to.include("not closed");
    expect(plotProblem(`${a} ${b} ${a}`)).to.include("at least four");
    expect(plotProblem(Array.from({ length: 1001 }, () => a).join(" "))).to.include("more than 1000");
  });
});
