import { checkProblem } from "./check-problem.domain.ts";
import type { RoutingLine, RoutingProblem, RoutingStock, RoutingWarehouse } from "./routing-problem.ts";
import { byExpiry, isUsable, lateness, unitPrice } from "./unit-prices.domain.ts";

/** A problem made ready to be solved: in one order, whatever order it came in; prices computed; nothing in it that can't be shipped. */
export interface Offers {
  /** Those that have something. */
  sites: readonly Site[];
  /** Lines of which something can be shipped. */
  demands: readonly Demand[];
  short: readonly { line: number; quantity: number }[];
  /** Thousandths of a minor unit. */
  furtherShipment: number;
  split: number;
}

export interface Site {
  warehouse: RoutingWarehouse;
  /** For a shipment from here, when it is not the first of its order: thousandths of a minor unit. */
  fixed: number;
  /** What the whole order would cost from here: its rank. */
  whole: number;
}

export interface Demand {
  line: RoutingLine;
  /** What of it can be shipped. */
  quantity: number;
  offers: readonly Offer[];
}

/** What one site could give of one line. */
export interface Offer {
  /** Place in `sites`. */
  site: number;
  /** First to expire first, and never more than is demanded; of rising price. */
  lots: readonly OfferedLot[];
  quantity: number;
}

export interface OfferedLot {
  lot: string | null;
  expiry: string | null;
  quantity: number;
  /** Of one unit: thousandths of a minor unit, with what its lateness costs. */
  price: number;
}

/** Sums of prices stay far below what a double counts exactly. */
const MOST = 2 ** 50;

/** @throws RangeError for a problem that is none */
export function offersOf(problem: RoutingProblem): Offers {
  checkProblem(problem);
  const { prices, usableUntil } = problem;
  const furtherShipment = prices.minorPerFurtherShipment * 1_000;
  const perUnit = (line: RoutingLine, warehouse: RoutingWarehouse) => {
    const { handling, carriage, co2e } = unitPrice(line, warehouse, prices);
    return handling + carriage + co2e;
  };
  const sites = problem.warehouses
    .filter(({ isExcluded }) => !isExcluded)
    .sort((a, b) => (a.warehouse < b.warehouse ? -1 : 1))
    .map((warehouse): Site => {
      const fixed = warehouse.minorPerShipment * 1_000 + furtherShipment;
      return { warehouse, fixed, whole: fixed + sum(problem.lines.map((line) => line.quantity * perUnit(line, warehouse))) };
    });
  const places = new Map(sites.map(({ warehouse }, place) => [warehouse.warehouse, place]));
  const usable = problem.stock.filter((row) => places.has(row.warehouse) && row.quantity > 0 && isUsable(row, usableUntil)).sort(byExpiry);
  const byGtin = Map.groupBy(usable, ({ gtin }) => gtin);
  const lines = [...problem.lines].sort((a, b) => a.line - b.line);
  const all = lines.map((line): Demand => {
    const rows = byGtin.get(line.gtin) ?? [];
    const quantity = Math.min(line.quantity, sum(rows.map((row) => row.quantity)));
    const bySite = [...Map.groupBy(rows, ({ warehouse }) => places.get(warehouse) as number)].sort(([a], [b]) => a - b);
    const offers = bySite.map(([site, lots]) => {
      const price = perUnit(line, (sites[site] as Site).warehouse);
      const first = rows[0]?.expiry ?? null;
      return offerOf({ site, lots, quantity, priceOf: ({ expiry }) => price + lateness(expiry, first, prices) });
    });
    return { line, quantity, offers: quantity === 0 ? [] : offers };
  });
  const offers = {
    sites,
    demands: all.filter(({ quantity }) => quantity > 0),
    short: all
      .map(({ line, quantity }) => ({ line: line.line, quantity: line.quantity - quantity }))
      .filter(({ quantity }) => quantity > 0),
    furtherShipment,
    split: prices.minorPerSplit * 1_000,
  };
  if (most(offers) > MOST) throw new RangeError("the prices are too high to be added up exactly");
  return offers;
}

function offerOf(of: { site: number; lots: readonly RoutingStock[]; quantity: number; priceOf: (row: RoutingStock) => number }): Offer {
  let left = of.quantity;
  const lots = of.lots.flatMap((row) => {
    const quantity = Math.min(left, row.quantity);
    left -= quantity;
    return quantity === 0 ? [] : [{ lot: row.lot, expiry: row.expiry, quantity, price: of.priceOf(row) }];
  });
  return { site: of.site, lots, quantity: of.quantity - left };
}

function most({ sites, demands, split }: Offers): number {
  const units = demands.map(({ quantity, offers }) => quantity * Math.max(...offers.flatMap(({ lots }) => lots.map(({ price }) => price))));
  return sum(sites.map(({ fixed }) => fixed)) + sum(units) + split * demands.length * sites.length;
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
