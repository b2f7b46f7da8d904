import type { RoutingProblem } from "../../../src/modules/orders/routing/routing-problem.ts";
import type { Seeded } from "../../support/seeded.ts";
import { gtinOf } from "./generated-demand.ts";

/** Anything that a problem may be, in few and small numbers, so that ties, gaps and corners are frequent. */
export function smallProblem(random: Seeded, { warehouses, lines }: { warehouses: number; lines: number }): RoutingProblem {
  const upTo = (most: number) => random.below(most + 1);
  const names = Array.from({ length: warehouses }, (_, at) => `w${at}`);
  const days = ["2026-11-29", "2026-12-01", "2026-12-24", "2027-03-01", "2029-01-01", null];
  const hasPrices = random.below(4) > 0;
  return {
    usableUntil: "2026-12-01",
    lines: Array.from({ length: lines }, (_, at) => ({ line: at, gtin: gtinOf(at), quantity: upTo(4), massGrams: upTo(3) * 333 })),
    warehouses: names.map((warehouse) => ({
      ...{ warehouse, isExcluded: random.below(8) === 0 },
      ...{ minorPerShipment: upTo(5) * 100, minorPerUnit: upTo(3) * 20, minorPerTonneKilometre: upTo(2) * 100 },
      ...{ distanceMetres: upTo(400_000), co2eMilligramsPerTonneKilometre: upTo(2) * 120_400 },
    })),
    stock: names.flatMap((warehouse) =>
      Array.from({ length: lines }, (_, at) => at).flatMap((at) =>
        Array.from({ length: upTo(2) }, (_, lot) => ({
          warehouse,
          gtin: gtinOf(at),
          lot: lot === 0 ? null : "lot",
          expiry: random.pick(days),
          quantity: upTo(3),
        })),
      ),
    ),
    prices: {
      minorPerTonneCo2e: hasPrices ? upTo(2) * 10_000 : 0,
      minorPerFurtherShipment: hasPrices ? upTo(2) * 100 : 0,
      minorPerSplit: hasPrices ? upTo(2) * 50 : 0,
      thousandthsPerUnitAndDay: hasPrices ? upTo(2) * 300 : 0,
    },
  };
}
