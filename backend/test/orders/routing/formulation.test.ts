import { expect } from "chai";
import { withoutDominated } from "../../../src/modules/orders/routing/dominated.domain.ts";
import { formulate } from "../../../src/modules/orders/routing/formulation.domain.ts";
import { greedyTakes } from "../../../src/modules/orders/routing/greedy.domain.ts";
import { lowerBound } from "../../../src/modules/orders/routing/lower-bound.domain.ts";
import { offersOf } from "../../../src/modules/orders/routing/offers.domain.ts";
import { solveElsewhere } from "../../../src/modules/orders/routing/solver/solver-thread.ts";
import { costOf } from "../../../src/modules/orders/routing/takes.domain.ts";
import { seeded } from "../../support/seeded.ts";
import { bruteForce } from "./brute-force.ts";
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

describe("the thread of the solver", () => {
  it("fails for what is no programme, and solves the next one", async () => {
    const row = { lower: 1, upper: 1, columns: [0], values: [1] };
    const good = { costs: [3], isWhole: [true], rows: [row], offset: 4 };
    expect(await solveElsewhere({ ...good, rows: [{ ...row, columns: [7] }] })).to.equal(undefined);
    expect(await solveElsewhere({ ...good, rows: [{ ...row, lower: 2, upper: 2 }] })).to.include({ values: null });
    expect([...((await solveElsewhere(good))?.values ?? [])]).to.deep.equal([1]);
  });
});
