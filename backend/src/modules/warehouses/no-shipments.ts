import type { ShipmentListener } from "./warehouses.ports.ts";

/** Where nobody sends anything from warehouses: whatever one has packed was not asked for, and goes back on the shelf. */
export const NO_SHIPMENTS: ShipmentListener = {
  packed: async () => "stale",
  short: async () => undefined,
  shipped: async () => undefined,
  proven: async () => undefined,
  goneAway: async () => undefined,
  cameBack: async () => undefined,
  lost: async () => undefined,
  removed: async () => undefined,
  underWay: async () => ({ orders: 0, pieces: 0, letGo: 0 }),
  shortOf: async () => undefined,
};
