import { expect } from "chai";
import { ORDERS_PLANS } from "./named-plans.ts";
import { runOrders } from "./run.ts";
import { startOrdersWorld, type OrdersWorld } from "./world.ts";

describe("orders of real processes with warehouses of their own, under faults", function () {
  this.timeout(240_000);
  let world: OrdersWorld;
  before(async () => (world = await startOrdersWorld()));
  after(() => world.stop());

  for (const [name, plan] of Object.entries(ORDERS_PLANS))
    it(`keeps every rule in the run ${name}`, async () => {
      const { findings, facts } = await runOrders(name, plan, world);
      expect(findings, `${plan.lines.join("\n")}: ${JSON.stringify(facts)}`).to.deep.equal([]);
    });
});
