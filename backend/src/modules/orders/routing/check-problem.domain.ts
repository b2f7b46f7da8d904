import { LIMITS, type RoutingProblem } from "./routing-problem.ts";

/** @throws RangeError for what no order is: too many or too large, a fraction, the same thing twice, or a warehouse that is not there. */
export function checkProblem({ lines, warehouses, stock, prices, usableUntil }: RoutingProblem): void {
  const known = new Set(warehouses.map(({ warehouse }) => warehouse));
  atMost("lines", lines.length, LIMITS.lines);
  atMost("warehouses", warehouses.length, LIMITS.warehouses);
  atMost("stock", stock.length, LIMITS.stock);
  once("line", lines, ({ line }) => String(line));
  once("line of one GTIN", lines, ({ gtin }) => gtin);
  once("warehouse", warehouses, ({ warehouse }) => warehouse);
  once("stock row", stock, ({ warehouse, gtin, lot, expiry }) => JSON.stringify([warehouse, gtin, lot, expiry]));
  isDay(usableUntil);
  for (const { quantity, massGrams } of lines) {
    atMost("quantity", quantity, LIMITS.quantity);
    atMost("massGrams", massGrams, LIMITS.massGrams);
  }
  const grams = lines.reduce((sum, { quantity, massGrams }) => sum + quantity * massGrams, 0);
  atMost("massGrams of the order", grams, LIMITS.orderMassGrams);
  for (const site of warehouses) {
    const { distanceMetres, co2eMilligramsPerTonneKilometre, minorPerShipment, minorPerUnit, minorPerTonneKilometre } = site;
    atMost("distanceMetres", distanceMetres, LIMITS.distanceMetres);
    atMost("co2eMilligramsPerTonneKilometre", co2eMilligramsPerTonneKilometre, LIMITS.co2eMilligramsPerTonneKilometre);
    allPrices({ minorPerShipment, minorPerUnit, minorPerTonneKilometre });
  }
  for (const { warehouse, expiry, quantity } of stock) {
    if (!known.has(warehouse)) throw new RangeError(`there is stock at ${warehouse}, but no such warehouse`);
    atMost("quantity in stock", quantity, Number.MAX_SAFE_INTEGER);
    if (expiry !== null) isDay(expiry);
  }
  allPrices({ ...prices });
}

function allPrices(prices: Readonly<Record<string, number>>): void {
  for (const [name, price] of Object.entries(prices)) atMost(name, price, LIMITS.price);
}

function atMost(name: string, value: number, limit: number): void {
  if (!Number.isSafeInteger(value) || value < 0 || value > limit) {
    throw new RangeError(`${name} must be a whole number from 0 to ${limit}, not ${value}`);
  }
}

function once<Item>(name: string, items: readonly Item[], keyOf: (item: Item) => string): void {
  const seen = new Set<string>();
  for (const key of items.map(keyOf)) {
    if (seen.has(key)) throw new RangeError(`more than one ${name}: ${key}`);
    seen.add(key);
  }
}

function isDay(day: string): void {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(`${day}T00:00:00Z`))) throw new RangeError(`${day} is no day`);
}
