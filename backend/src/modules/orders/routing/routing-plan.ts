/** Which warehouse ships how much of which lot for which line, what that costs, and how far from the least possible cost it can be at most. */
export interface RoutingPlan {
  assignments: readonly Assignment[];
  shipments: readonly PlannedShipment[];
  /** What no warehouse has; everything that can be shipped is. */
  short: readonly { line: number; quantity: number }[];
  /** In thousandths of a minor unit: the sum of its parts. */
  objective: number;
  parts: ObjectiveParts;
  /** No plan costs less than this. */
  bound: number;
  /** `objective - bound`: 0 when the plan is proven to be the cheapest. */
  gap: number;
  isProven: boolean;
  /** What the warehouses in the order of their rank would have cost. */
  greedyObjective: number;
  /** What found the plan: `highs 1.15.1`, or `greedy` where the solver failed or found nothing better. */
  solver: string;
}

export interface Assignment {
  line: number;
  gtin: string;
  warehouse: string;
  lot: string | null;
  expiry: string | null;
  quantity: number;
}

export interface PlannedShipment {
  warehouse: string;
  units: number;
  massGrams: number;
  /** Rounded up. */
  co2eGrams: number;
}

/** Thousandths of a minor unit. */
export interface ObjectiveParts {
  shipments: number;
  furtherShipments: number;
  handling: number;
  carriage: number;
  co2e: number;
  splits: number;
  lateness: number;
}
