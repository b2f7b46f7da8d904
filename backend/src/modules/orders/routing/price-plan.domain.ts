import { transportGrams, roundGrams } from "../../../../../protocol/src/footprint/grams.ts";
import { sum, type Offers } from "./offers.domain.ts";
import type { Assignment, ObjectiveParts, PlannedShipment } from "./routing-plan.ts";
import type { RoutingPrices } from "./routing-problem.ts";
import type { Take } from "./takes.domain.ts";
import { unitPrice } from "./unit-prices.domain.ts";

/** What is taken, as it is shown and stored, with what it costs part by part. */
export function pricePlan(
  takes: readonly Take[],
  { sites, split }: Offers,
  prices: RoutingPrices,
): { assignments: Assignment[]; shipments: PlannedShipment[]; parts: ObjectiveParts } {
  const bySite = [...Map.groupBy(takes, ({ site }) => site)].sort(([a], [b]) => a - b);
  const byDemand = [...Map.groupBy(takes, ({ demand }) => demand).values()];
  const splits = sum(byDemand.map((of) => new Set(of.map(({ site }) => site)).size - 1));
  const units = takes.map(({ demand: { line }, site, lot, quantity }) => {
    const price = unitPrice(line, warehouseOf(site), prices);
    const late = lot.price - price.handling - price.carriage - price.co2e;
    return {
      handling: price.handling * quantity,
      carriage: price.carriage * quantity,
      co2e: price.co2e * quantity,
      lateness: late * quantity,
    };
  });
  const total = (part: "handling" | "carriage" | "co2e" | "lateness") => sum(units.map((unit) => unit[part]));
  return {
    assignments: bySite.flatMap(([site, of]) =>
      of.map(({ demand: { line }, lot: { lot, expiry }, quantity }) => ({
        ...{ line: line.line, gtin: line.gtin, warehouse: warehouseOf(site).warehouse, lot, expiry, quantity },
      })),
    ),
    shipments: bySite.map(([site, of]) => shipmentOf(site, of)),
    parts: {
      shipments: sum(bySite.map(([site]) => warehouseOf(site).minorPerShipment * 1_000)),
      furtherShipments: Math.max(0, bySite.length - 1) * prices.minorPerFurtherShipment * 1_000,
      ...{ handling: total("handling"), carriage: total("carriage"), co2e: total("co2e") },
      ...{ splits: splits * split, lateness: total("lateness") },
    },
  };

  function warehouseOf(site: number) {
    const found = sites[site];
    if (found === undefined) throw new RangeError(`there is no site ${site}`);
    return found.warehouse;
  }

  function shipmentOf(site: number, of: readonly Take[]): PlannedShipment {
    const { warehouse, distanceMetres, co2eMilligramsPerTonneKilometre } = warehouseOf(site);
    const massGrams = sum(of.map(({ demand, quantity }) => demand.line.massGrams * quantity));
    const intensity = BigInt(co2eMilligramsPerTonneKilometre);
    const grams = transportGrams({ massGrams: BigInt(massGrams), distanceMetres: BigInt(distanceMetres), intensity });
    return { warehouse, units: sum(of.map(({ quantity }) => quantity)), massGrams, co2eGrams: Number(roundGrams(grams, "up")) };
  }
}
