import type { RoutingProblem, RoutingStock } from "../../../src/modules/orders/routing/routing-problem.ts";
import { byExpiry, isUsable, lateness, unitPrice } from "../../../src/modules/orders/routing/unit-prices.domain.ts";

/**
 * The least cost of shipping as much as possible, in thousandths of a minor unit, by looking at everything: every set of warehouses, and within
 * it every way to give the units of a line to them. Slow, and nothing in it is clever.
 */
export function bruteForce({ lines, warehouses, stock, prices, usableUntil }: RoutingProblem): number {
  const open = warehouses.filter(({ isExcluded }) => !isExcluded);
  const served = lines.flatMap((line) => {
    const lots = stock.filter((row) => row.gtin === line.gtin && row.quantity > 0 && isUsable(row, usableUntil)).sort(byExpiry);
    const there = lots.filter(({ warehouse }) => open.some((one) => one.warehouse === warehouse));
    const quantity = Math.min(line.quantity, unitsOf(there));
    const ways = divisions(quantity, open.map(({ warehouse }) => unitsOf(there.filter((row) => row.warehouse === warehouse)))); // prettier-ignore
    const priced = ways.map((units) => ({
      from: units.reduce((set, count, at) => set + (count > 0 ? 2 ** at : 0), 0),
      cost: units.reduce(
        (cost, count, at) => cost + costFrom(at, count),
        (units.filter((count) => count > 0).length - 1) * prices.minorPerSplit * 1_000,
      ),
    }));
    return quantity === 0 ? [] : [priced];

    function costFrom(at: number, count: number): number {
      const warehouse = open[at];
      if (warehouse === undefined) throw new Error(`no warehouse ${at}`);
      const { handling, carriage, co2e } = unitPrice(line, warehouse, prices);
      const own = there.filter((row) => row.warehouse === warehouse.warehouse);
      const late = firstUnits(own, count).map(({ expiry }) => lateness(expiry, there[0]?.expiry ?? null, prices));
      return count * (handling + carriage + co2e) + late.reduce((sum, price) => sum + price, 0);
    }
  });
  if (served.length === 0) return 0;
  let best = Infinity;
  for (let set = 1; set < 2 ** open.length; set++) {
    const used = open.filter((_, at) => set & (2 ** at));
    const shipments = used.reduce(
      (sum, { minorPerShipment }) => sum + minorPerShipment,
      (used.length - 1) * prices.minorPerFurtherShipment,
    );
    const least = served.map((ways) => Math.min(...ways.filter(({ from }) => (from & ~set) === 0).map(({ cost }) => cost)));
    best = Math.min(best, least.reduce((sum, cost) => sum + cost, shipments * 1_000)); // prettier-ignore
  }
  return best;
}

/** Every way to make up a quantity from some of each amount. */
function divisions(quantity: number, [most, ...others]: readonly number[]): number[][] {
  if (most === undefined) return quantity === 0 ? [[]] : [];
  const counts = Array.from({ length: Math.min(most, quantity) + 1 }, (_, count) => count);
  return counts.flatMap((count) => divisions(quantity - count, others).map((rest) => [count, ...rest]));
}

/** The lot of each of so many units, first to expire first. */
function firstUnits(lots: readonly RoutingStock[], count: number): RoutingStock[] {
  return lots.flatMap((lot) => Array.from({ length: Math.min(lot.quantity, count) }, () => lot)).slice(0, count);
}

function unitsOf(rows: readonly RoutingStock[]): number {
  return rows.reduce((sum, { quantity }) => sum + quantity, 0);
}
