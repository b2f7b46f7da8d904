import { factorsOf, findTransportFactor } from "../../../../protocol/src/footprint/factors.ts";
import { DESNZ_2025 } from "../../../../protocol/src/footprint/tables/desnz-2025.ts";
import type { RoutingProblem, RoutingStock, RoutingWarehouse } from "../../../src/modules/orders/routing/routing-problem.ts";
import type { Seeded } from "../../support/seeded.ts";

/** Well to wheel, of an average rigid lorry: what brings parcels on the last part of their way. */
const LORRY = Number(findTransportFactor(factorsOf([DESNZ_2025]), { mode: "road", vehicle: "rigid" })?.row.perTonneKilometre.wtw);
const COUNTRY_METRES = 800_000;
const TODAY = "2026-11-30";

/**
 * An order as a shop with several warehouses has it. Warehouses and the customer lie anywhere in a square of 800 km; a parcel costs from 3.50
 * to 6.50, a unit from 0.20 to 0.60 to pick, a tonne-kilometre from 0.60 to 1.40, a tonne of CO2e 100.00, a further parcel 1.00 and a further
 * warehouse of a line 0.50. A warehouse keeps three in five articles; of what it keeps, its shelf holds up to four orders' worth, so that some lines must
 * be split and a few are short. Half of the articles expire, within a year, in up to three lots a warehouse; a day costs a hundredth of a cent.
 * Units weigh from 50 g to 2.5 kg, and lines are of one to four.
 */
export function generatedOrder(random: Seeded, size: { warehouses: number; lines: number }): RoutingProblem {
  const place = () => ({ x: random.below(COUNTRY_METRES), y: random.below(COUNTRY_METRES) });
  const customer = place();
  const warehouses = Array.from({ length: size.warehouses }, (_, at): RoutingWarehouse => {
    const { x, y } = place();
    return {
      ...{ warehouse: `warehouse-${at}`, isExcluded: false },
      ...{ minorPerShipment: 350 + random.below(301), minorPerUnit: 20 + random.below(41), minorPerTonneKilometre: 60 + random.below(81) },
      distanceMetres: Math.round(1.3 * Math.hypot(x - customer.x, y - customer.y)),
      co2eMilligramsPerTonneKilometre: LORRY,
    };
  });
  const lines = Array.from({ length: size.lines }, (_, at) => ({
    ...{ line: at, gtin: gtinOf(at), quantity: 1 + random.below(4), massGrams: 50 + random.below(2_451) },
    expires: random.below(2) === 0,
  }));
  const stock = warehouses.flatMap(({ warehouse }) =>
    lines.flatMap(({ gtin, expires }): RoutingStock[] => {
      if (random.below(5) > 2) return [];
      const lots = expires ? 1 + random.below(3) : 1;
      return Array.from({ length: lots }, (_, lot) => ({
        ...{ warehouse, gtin, lot: `lot-${lot}`, expiry: expires ? dayAfter(random.below(365)) : null },
        quantity: 1 + random.below(Math.ceil(16 / lots)),
      }));
    }),
  );
  return {
    ...{ lines: lines.map(({ expires: _, ...line }) => line), warehouses, stock, usableUntil: dayAfter(7) },
    prices: { minorPerTonneCo2e: 10_000, minorPerFurtherShipment: 100, minorPerSplit: 50, thousandthsPerUnitAndDay: 10 },
  };
}

/** Made up; routing compares GTINs and does not read them. */
export function gtinOf(number: number): string {
  return String(number).padStart(14, "0");
}

function dayAfter(days: number): string {
  return new Date(Date.parse(TODAY) + days * 86_400_000).toISOString().slice(0, 10);
}
