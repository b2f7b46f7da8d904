import type { RoutingPrices } from "../routing/routing-problem.ts";
import type { WarehouseTerms } from "@waybill/protocol/schemas/warehouse/registration";

/** What an order is charged for beside what its warehouses cost, in minor units. */
export const ROUTING_PRICES: RoutingPrices = {
  // A hundred of the currency for a tonne: about what the EU's allowances have cost since 2023, rounded up.
  minorPerTonneCo2e: 10_000,
  // A second parcel costs somebody time at the door.
  minorPerFurtherShipment: 200,
  minorPerSplit: 50,
  // A year's difference in expiry is worth 36 minor units: less than a parcel, more than nothing.
  thousandthsPerUnitAndDay: 100,
};

/** A place without a program is the shop's own: what its people cost is paid anyway. */
export const OWN_TERMS: WarehouseTerms = {
  ...{ minorPerShipment: 0, minorPerUnit: 0, minorPerTonneKilometre: 0, co2eMilligramsPerTonneKilometre: 0 },
};

/** Of an article of which nobody has told it. */
export const ASSUMED_MASS_GRAMS = 500;
