import type { RoutingPricesView } from "@waybill/protocol/schemas/api/routing";
import { greatCircleMetres } from "../../../../../protocol/src/footprint/great-circle.ts";
import { isActive, type FulfilmentRow } from "../fulfilment/fulfilment.store.ts";
import type { RoutableWarehouse, StockPart } from "../orders.ports.ts";
import type { LineRow } from "../orders.store.ts";
import { LIMITS, type RoutingProblem, type RoutingWarehouse } from "../routing/routing-problem.ts";
import { pointOf, type Destination } from "./destination.ts";
import { heldFor, joined, type HeldFor } from "./places.domain.ts";
import { ownTerms, pricesOf } from "./routing-prices.ts";

/** What a plan for the rest of an order rests on. */
export interface Situation {
  destination: Destination;
  prices: RoutingPricesView;
  lines: readonly LineRow[];
  fulfilments: readonly FulfilmentRow[];
  /** Grams by GTIN; null where nobody has told. */
  masses: ReadonlyMap<string, number | null>;
  warehouses: readonly RoutableWarehouse[];
  held: readonly StockPart[];
  free: readonly StockPart[];
  /** `2026-11-30`. */
  today: string;
}

/** Goods that a plan must leave where they are, and why. */
export interface Excluded {
  warehouse: string;
  /** Null for everything that it has. */
  gtin: string | null;
  why: "away" | "paused" | "lacking";
}

export interface Posed {
  problem: RoutingProblem;
  excluded: Excluded[];
  /** Lines whose articles weigh what nobody has told. */
  assumedMass: number[];
  holds: HeldFor;
}

/** How much of each line nobody is to ship yet. */
export function uncovered({ lines, fulfilments }: Pick<Situation, "lines" | "fulfilments">): Map<number, number> {
  const left = new Map(lines.map(({ number, quantity, shipped, calledOff }) => [number, quantity - shipped - calledOff]));
  for (const { goods } of fulfilments.filter(isActive))
    for (const { line, quantity } of goods) left.set(line, (left.get(line) ?? 0) - quantity);
  return new Map([...left].filter(([, quantity]) => quantity > 0));
}

/** Writes down what is to be planned: the rest of an order, from what is free and from what it holds itself for that rest. Pure. */
export function poseProblem(situation: Situation): Posed {
  const { destination, prices, lines, fulfilments, masses, warehouses, held, free, today } = situation;
  const wanted = uncovered(situation);
  const gtins = new Set(lines.filter(({ number }) => wanted.has(number)).map(({ gtin }) => gtin));
  const promised = fulfilments
    .filter(isActive)
    .flatMap(({ warehouse, goods }) => goods.map(({ gtin, lot, expiry, quantity }) => ({ warehouse, gtin, lot, expiry, quantity })));
  const holds = heldFor(held, promised);
  const excluded = excludedFor(fulfilments, warehouses);
  // What those have that were removed is there for nobody, and what is held of it is held for nothing.
  const removed = new Set(warehouses.filter(({ removedAt }) => removedAt !== null).map(({ id }) => id));
  const isLacking = (warehouse: string, gtin: string) => excluded.some((one) => one.warehouse === warehouse && one.gtin === gtin);
  const stock = joined([...free, ...holds.rest]).filter(
    ({ warehouse, gtin }) => gtins.has(gtin) && !isLacking(warehouse, gtin) && !removed.has(warehouse),
  );
  const known = new Map(warehouses.map((warehouse) => [warehouse.id, warehouse]));
  const places = [...new Set(stock.map(({ warehouse }) => warehouse))].sort();
  const toLines = lines.filter(({ number }) => wanted.has(number));
  return {
    excluded,
    holds,
    assumedMass: toLines.filter(({ gtin }) => masses.get(gtin) == null).map(({ number }) => number),
    problem: {
      lines: toLines.map(({ number, gtin }) => ({
        ...{ line: number, gtin, quantity: wanted.get(number) ?? 0, massGrams: masses.get(gtin) ?? prices.assumedMassGrams },
      })),
      warehouses: places.map((place) => termsOf(place, known.get(place), { destination, prices })),
      stock,
      prices: pricesOf(prices),
      // As the ledger reserves: on its last day something may still be sold.
      usableUntil: today,
    },
  };
}

function excludedFor(fulfilments: readonly FulfilmentRow[], warehouses: readonly RoutableWarehouse[]): Excluded[] {
  const lacking = fulfilments
    .filter(({ endedFor }) => endedFor === "lacking")
    .flatMap(({ warehouse, goods }) => goods.map(({ gtin }): Excluded => ({ warehouse, gtin, why: "lacking" })));
  const shut = warehouses.flatMap(({ id, isAway, isPaused }): Excluded[] =>
    isAway ? [{ warehouse: id, gtin: null, why: "away" }] : isPaused ? [{ warehouse: id, gtin: null, why: "paused" }] : [],
  );
  const once = new Map([...lacking, ...shut].map((one) => [JSON.stringify(one), one]));
  return [...once.values()];
}

function termsOf(
  warehouse: string,
  known: RoutableWarehouse | undefined,
  { destination, prices }: Pick<Situation, "destination" | "prices">,
): RoutingWarehouse {
  if (known === undefined) return { warehouse, isExcluded: false, ...ownTerms(prices), distanceMetres: 0 };
  return { warehouse, isExcluded: known.isAway || known.isPaused, ...known.terms, distanceMetres: distanceTo(known, destination) };
}

/** 0 where nobody knows where the customer's country is. */
function distanceTo(warehouse: RoutableWarehouse, { point }: Destination): number {
  return point === null ? 0 : Math.min(Number(greatCircleMetres(pointOf(warehouse), point)), LIMITS.distanceMetres);
}
