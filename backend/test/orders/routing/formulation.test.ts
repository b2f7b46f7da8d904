import { expect } from "chai";
import { withoutDominated } from "../../../src/modules/orders/routing/dominated.domain.ts";
import { formulate } from "../../../src/modules/orders/routing/formulation.domain.ts";
import { greedyTakes } from "../../../src/modules/orders/routing/greedy.domain.ts";
import { lowerBound } from "../../../src/modules/orders/routing/lower-bound.domain.ts";
import { offersOf } from "../../../src/modules/orders/routing/offers.domain.ts";
import { routeOrder } from "../../../src/modules/orders/routing/route-order.ts";
import type { RoutingProblem, RoutingStock } from "../../../src/modules/orders/routing/routing-problem.ts";
import { solveElsewhere } from "../../../src/modules/orders/routing/solver/solver-thread.ts";
import { costOf } from "../../../src/modules/orders/routing/takes.domain.ts";
import { seeded } from "../../support/seeded.ts";
import { bruteForce } from "./brute-force.ts";
import { gtinOf } from "./generated-demand.ts";
import { smallProblem } from "./small-problems.ts";

describe("the integer programme of a routing", () => {
  it("has the same optimum with patterns, with shares, and with the sites that others make needless", async () => {
    const random = seeded(21);
    for (let round = 0; round < 40; round++) {
      const problem = smallProblem(random, { warehouses: 1 + random.below(4), lines: 1 + random.below(4) });
      const offers = offersOf(problem);
      if (offers.demands.length === 0) continue;
      const best = bruteForce(problem);
      expect(lowerBound(offers)).to.be.at.most(best);
      expect(costOf(greedyTakes(offers), offers)).to.be.at.least(best);
      for (const { programme, takesOf } of [formulate(withoutDominated(offers)), formulate(offers), formulate(offers, 0)]) {
        const solved = await solveElsewhere(programme);
        expect(costOf(takesOf(solved?.values ?? []) ?? [], offers), `round ${round}`).to.equal(best);
      }
    }
  });
});

describe("the sites that others make needless", () => {
  const site = { isExcluded: false, minorPerShipment: 100, minorPerUnit: 10, minorPerTonneKilometre: 0, distanceMetres: 0 };
  const problem = (stock: readonly Pick<RoutingStock, "warehouse" | "expiry" | "quantity">[]): RoutingProblem => ({
    lines: [{ line: 1, gtin: gtinOf(1), quantity: 3, massGrams: 1 }],
    warehouses: ["a", "b"].map((warehouse) => ({ ...site, warehouse, co2eMilligramsPerTonneKilometre: 0 })),
    stock: stock.map((row) => ({ ...row, gtin: gtinOf(1), lot: null })),
    prices: { minorPerTonneCo2e: 0, minorPerFurtherShipment: 0, minorPerSplit: 0, thousandthsPerUnitAndDay: 10 },
    usableUntil: "2026-12-01",
  });
  const kept = (of: RoutingProblem) => withoutDominated(offersOf(of)).demands[0]?.offers.map(({ site: at }) => at);
  const early = { expiry: "2027-01-01", quantity: 3 };

  it("are one of two equal ones, and none that sells what expires first", () => {
    expect(kept(problem([{ warehouse: "a", ...early }, { warehouse: "b", ...early }]))).to.deep.equal([1]); // prettier-ignore
    const mixed = [{ warehouse: "a", expiry: "2027-01-01", quantity: 1 }, { warehouse: "a", expiry: "2027-06-01", quantity: 2 }]; // prettier-ignore
    expect(kept(problem([...mixed, { warehouse: "b", ...early }]))).to.deep.equal([1]);
    expect(kept(problem([...mixed, { warehouse: "b", expiry: "2027-03-01", quantity: 3 }]))).to.deep.equal([0, 1]);
    expect(kept(problem([{ warehouse: "a", ...early, quantity: 2 }, { warehouse: "b", ...early, quantity: 2 }]))).to.deep.equal([0, 1]); // prettier-ignore
  });

  it("leave the earlier expiry first where two warehouses have to share a line at one price", async () => {
    const later = { warehouse: "a", expiry: "2027-06-01", quantity: 2 };
    const shared = problem([later, { warehouse: "b", ...early, quantity: 2 }]);
    const plan = await routeOrder({ ...shared, prices: { ...shared.prices, thousandthsPerUnitAndDay: 0 } });
    expect(plan.assignments.map(({ warehouse, quantity }) => [warehouse, quantity])).to.deep.equal([["a", 1], ["b", 2]]); // prettier-ignore
  });
});

describe("the thread of the solver", () => {
  it("fails for what is no programme, and solves the next one", async () => {
    const row = { lower: 1, upper: 1, columns: [0], values: [1] };
    const good = { costs: [3], isWhole: [true], rows: [row], offset: 4 };
    expect(await solveElsewhere({ ...good, rows: [{ ...row, columns: [7] }] })).to.equal(undefined);
    expect(await solveElsewhere({ ...good, rows: [{ ...row, lower: 2, upper: 2 }] })).to.include({ values: null });
    expect([...((await solveElsewhere(good))?.values ?? [])]).to.deep.equal([1]);
  });
});
