import { expect } from "chai";
import fc from "fast-check";
import { routeOrder } from "../../../src/modules/orders/routing/route-order.ts";
import type { RoutingProblem } from "../../../src/modules/orders/routing/routing-problem.ts";
import { solveElsewhere, type Solver } from "../../../src/modules/orders/routing/solver/solver-thread.ts";
import { verifyPlan } from "../../../src/modules/orders/routing/verify-plan.domain.ts";
import { seeded } from "../../support/seeded.ts";
import { bruteForce } from "./brute-force.ts";
import { generatedOrder, gtinOf } from "./generated-demand.ts";
import { smallProblem } from "./small-problems.ts";

describe("routing an order over warehouses", () => {
  it("costs exactly what trying everything costs, for every size up to 4 warehouses and 6 lines", async () => {
    const random = seeded(7);
    for (let warehouses = 1; warehouses <= 4; warehouses++) {
      for (let lines = 1; lines <= 6; lines++) {
        for (let round = 0; round < 10; round++) {
          const problem = smallProblem(random, { warehouses, lines });
          const plan = await routeOrder(problem);
          const which = `${warehouses} × ${lines}, round ${round}`;
          expect(verifyPlan(problem, plan), which).to.deep.equal([]);
          expect([plan.objective, plan.isProven], which).to.deep.equal([bruteForce(problem), true]);
        }
      }
    }
  });

  it("ships all that there is, never more, in order of expiry, at no more than the greedy plan, in whatever order the problem is written", async () => {
    const sizes = fc.record({
      seed: fc.nat(),
      warehouses: fc.integer({ min: 1, max: 12 }),
      lines: fc.integer({ min: 1, max: 8 }),
      turn: fc.nat(),
    });
    await fc.assert(
      fc.asyncProperty(sizes, async ({ seed, turn, ...size }) => {
        const problem = smallProblem(seeded(seed), size);
        const plan = await routeOrder(problem);
        expect(verifyPlan(problem, plan)).to.deep.equal([]);
        expect(plan.objective).to.be.at.most(plan.greedyObjective).and.at.least(plan.bound);
        expect(await routeOrder(turned(problem, turn))).to.deep.equal(plan);
      }),
      { numRuns: 60, seed: 11 },
    );
  });

  it("proves the plan of a large order, and of one with more warehouses than patterns are made for", async () => {
    for (const size of [
      { warehouses: 10, lines: 50 },
      { warehouses: 25, lines: 4 },
    ]) {
      // prettier-ignore
      const problem = generatedOrder(seeded(3), size);
      const plan = await routeOrder(problem);
      expect(plan).to.include({ isProven: true, gap: 0, bound: plan.objective });
      expect(plan.solver).to.match(/^highs \d/);
      expect(plan.objective).to.be.below(plan.greedyObjective);
      expect(verifyPlan(problem, plan)).to.deep.equal([]);
    }
  });

  it("takes from no excluded warehouse and no lot that expires too soon, and says what is short", async () => {
    const problem = smallProblem(seeded(1), { warehouses: 2, lines: 1 });
    const lot = { warehouse: "w0", gtin: gtinOf(0), lot: "A", expiry: "2026-12-01", quantity: 2 };
    const plan = await routeOrder({
      ...problem,
      lines: [{ line: 0, gtin: gtinOf(0), quantity: 5, massGrams: 100 }],
      warehouses: problem.warehouses.map((warehouse, at) => ({ ...warehouse, isExcluded: at === 1 })),
      stock: [lot, { ...lot, lot: "B", expiry: "2026-11-30" }, { ...lot, warehouse: "w1" }],
    });
    expect(plan.assignments).to.deep.equal([{ line: 0, gtin: gtinOf(0), warehouse: "w0", lot: "A", expiry: "2026-12-01", quantity: 2 }]);
    expect(plan.short).to.deep.equal([{ line: 0, quantity: 3 }]);
  });

  it("falls back on the greedy plan, with its gap, when the solver fails, finds nothing, or answers nonsense", async () => {
    const problem = generatedOrder(seeded(5), { warehouses: 4, lines: 6 });
    const best = await routeOrder(problem);
    expect(best.objective).to.be.below(best.greedyObjective);
    const nothing = { values: null, bound: -Infinity, solver: "highs" };
    for (const answer of [
      undefined,
      nothing,
      { ...nothing, values: new Float64Array(10_000) },
      { ...nothing, bound: NaN },
      { ...nothing, bound: 1e12 },
    ]) {
      const plan = await routeOrder(problem, async () => answer);
      expect(plan).to.include({ solver: "greedy", isProven: false, greedyObjective: best.greedyObjective });
      expect(plan.objective).to.be.at.most(best.greedyObjective).and.above(best.objective);
      expect(plan.gap).to.equal(plan.objective - plan.bound);
      expect(plan.bound).to.be.at.most(best.objective).and.above(0);
      expect(verifyPlan(problem, plan)).to.deep.equal([]);
    }
  });

  it("keeps a plan that the limit of work left unproven, with the gap to the bound", async () => {
    const problem = generatedOrder(seeded(5), { warehouses: 4, lines: 6 });
    const best = await routeOrder(problem);
    const limited: Solver = async (programme) => {
      const solved = await solveElsewhere(programme);
      return solved && { ...solved, bound: best.objective - 2_000.5 };
    };
    const plan = await routeOrder(problem, limited);
    expect(plan).to.deep.equal({ ...best, isProven: false, gap: 2_000, bound: best.objective - 2_000 });
  });

  it("refuses what is no problem", async () => {
    const problem = smallProblem(seeded(1), { warehouses: 2, lines: 2 });
    const [line, warehouse] = [problem.lines[0], problem.warehouses[0]];
    if (!line || !warehouse) throw new Error("the problem is empty");
    const refused: Partial<RoutingProblem>[] = [
      { lines: [line, line] },
      { lines: [line, { ...line, line: 99 }] },
      { lines: [{ ...line, quantity: 1.5 }] },
      { warehouses: [warehouse, warehouse] },
      { warehouses: [{ ...warehouse, minorPerUnit: -1 }] },
      { stock: [{ warehouse: "nowhere", gtin: gtinOf(0), lot: "A", expiry: null, quantity: 1 }] },
      { usableUntil: "soon" },
    ];
    for (const part of refused) {
      const error = await routeOrder({ ...problem, ...part }).catch((thrown: unknown) => thrown);
      expect(error, JSON.stringify(part)).to.be.instanceOf(RangeError);
    }
  });
});

/** The same problem, each list of it begun elsewhere. */
function turned({ lines, warehouses, stock, ...rest }: RoutingProblem, by: number): RoutingProblem {
  const turn = <Item>(items: readonly Item[]) => items.map((_, at) => items[(at + by) % items.length] as Item).reverse();
  return { ...rest, lines: turn(lines), warehouses: turn(warehouses), stock: turn(stock) };
}
