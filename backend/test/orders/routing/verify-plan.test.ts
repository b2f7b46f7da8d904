import { expect } from "chai";
import { routeOrder } from "../../../src/modules/orders/routing/route-order.ts";
import type { Assignment, RoutingPlan } from "../../../src/modules/orders/routing/routing-plan.ts";
import { verifyPlan } from "../../../src/modules/orders/routing/verify-plan.domain.ts";
import { seeded } from "../../support/seeded.ts";
import { generatedOrder } from "./generated-demand.ts";

const problem = generatedOrder(seeded(9), { warehouses: 5, lines: 8 });

describe("checking a routing plan", () => {
  let plan: RoutingPlan;
  before(async () => {
    plan = await routeOrder(problem);
    expect(verifyPlan(problem, plan)).to.deep.equal([]);
  });

  const first = (change: (assignment: Assignment) => Partial<Assignment>): Partial<RoutingPlan> => {
    const [assignment, ...others] = plan.assignments;
    if (!assignment) throw new Error("the plan is empty");
    return { assignments: [{ ...assignment, ...change(assignment) }, ...others] };
  };
  const changes: Record<string, () => Partial<RoutingPlan>> = {
    "a unit more than is wanted": () => first(({ quantity }) => ({ quantity: quantity + 1 })),
    "half a unit": () => first(({ quantity }) => ({ quantity: quantity + 0.5 })),
    "a unit less": () => first(({ quantity }) => ({ quantity: quantity - 1 })),
    "more than is in stock": () => first(() => ({ quantity: 1_000 })),
    "a lot that is not there": () => first(() => ({ lot: "elsewhere" })),
    "another line": () => first(() => ({ line: 99 })),
    "a line left out": () => ({ assignments: plan.assignments.slice(1) }),
    "something called short that is there": () => ({ short: [{ line: 0, quantity: 1 }] }),
    "a lower price": () => ({ objective: plan.objective - 1, gap: plan.gap - 1 }),
    "a part that costs less": () => ({ parts: { ...plan.parts, carriage: plan.parts.carriage - 1 } }),
    "a proof that is none": () => ({ bound: plan.bound - 1 }),
  };
  for (const [name, change] of Object.entries(changes)) {
    it(`finds ${name}`, () => {
      expect(verifyPlan(problem, { ...plan, ...change() })).not.to.deep.equal([]);
    });
  }

  it("finds a lot that is taken before one that expires first", async () => {
    const [line, warehouse] = [problem.lines[0], problem.warehouses[0]];
    if (!line || !warehouse) throw new Error("the problem is empty");
    const lot = { warehouse: warehouse.warehouse, gtin: line.gtin, quantity: line.quantity };
    const stock = [{ ...lot, lot: "later", expiry: "2028-02-01" }, { ...lot, lot: "first", expiry: "2028-01-01" }]; // prettier-ignore
    const free = { ...problem, lines: [line], stock, prices: { ...problem.prices, thousandthsPerUnitAndDay: 0 } };
    const good = await routeOrder(free);
    expect(good.assignments.map((assignment) => assignment.lot)).to.deep.equal(["first"]);
    const late = { ...good, assignments: good.assignments.map((assignment) => ({ ...assignment, lot: "later", expiry: "2028-02-01" })) };
    expect(verifyPlan(free, late)).to.deep.equal(["lot later is taken before lot first, which expires first"]);
  });
});
