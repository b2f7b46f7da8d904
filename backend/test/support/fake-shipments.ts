import type { ShipmentListener, UnderWay } from "../../src/modules/warehouses/warehouses.ports.ts";
import type { Ctx } from "../../src/platform/context.ts";

/** Who hears of shipments, in memory; what was heard in a transaction that was undone is heard again. */
export interface FakeShipments extends ShipmentListener {
  /** One line for each call. */
  heard: string[];
  /** What each warehouse is to ship. */
  toShip: UnderWay;
  /** What is answered to whatever is packed next. */
  verdict: "go" | "stale";
  /** Throws it the next time that something is shipped. */
  problem: Error | null;
  /** Does something when there is less than is reserved. */
  whenShort: ((ctx: Ctx, gtin: string) => Promise<void>) | null;
}

export function createFakeShipments(): FakeShipments {
  const fake: FakeShipments = {
    ...{ heard: [], toShip: { orders: 0, pieces: 0, letGo: 0 }, verdict: "go", problem: null, whenShort: null },
    async packed(_ctx, warehouse, { shipment, fence }) {
      fake.heard.push(`${warehouse} packed ${shipment} ${fence}`);
      return fake.verdict;
    },
    async short(_ctx, warehouse, { shipment }) {
      fake.heard.push(`${warehouse} short ${shipment}`);
    },
    async shipped(_ctx, warehouse, { shipment }) {
      fake.heard.push(`${warehouse} shipped ${shipment}`);
      const { problem } = fake;
      fake.problem = null;
      if (problem !== null) throw problem;
    },
    async proven(_ctx, warehouse, { shipment }) {
      fake.heard.push(`${warehouse} proven ${shipment}`);
    },
    async goneAway(_ctx, warehouse) {
      fake.heard.push(`${warehouse} gone`);
    },
    async cameBack(_ctx, warehouse) {
      fake.heard.push(`${warehouse} back`);
    },
    async lost(_ctx, warehouse) {
      fake.heard.push(`${warehouse} lost`);
    },
    async removed(_ctx, warehouse) {
      fake.heard.push(`${warehouse} removed`);
    },
    underWay: async () => fake.toShip,
    async shortOf(ctx, warehouse, gtin, missing) {
      fake.heard.push(`${warehouse} lacks ${missing} of ${gtin}`);
      await fake.whenShort?.(ctx, gtin);
    },
  };
  return fake;
}
