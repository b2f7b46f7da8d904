import type { RoutingPricesRequest } from "@waybill/protocol/schemas/api/routing";
import type { WarehouseTerms } from "@waybill/protocol/schemas/warehouse/registration";
import type { RoutingPrices } from "../routing/routing-problem.ts";

/** What an order is charged for beside what its warehouses cost, in minor units, until an admin has set something else. */
export const FIRST_PRICES: RoutingPricesRequest = {
  // A hundred of the currency for a tonne: about what the EU's allowances have cost since 2023, rounded up.
  minorPerTonneCo2e: 10_000,
  // A second parcel costs somebody time at the door.
  minorPerFurtherShipment: 200,
  minorPerSplit: 50,
  // A year's difference in expiry is worth 36 minor units: less than a parcel, more than nothing.
  thousandthsPerUnitAndDay: 100,
  // A place without a program is the shop's own: what its people cost is paid anyway.
  ownMinorPerShipment: 0,
  ownMinorPerUnit: 0,
  assumedMassGrams: 500,
};

/** Of them, what the solver reckons with. */
export function pricesOf({
  minorPerTonneCo2e,
  minorPerFurtherShipment,
  minorPerSplit,
  thousandthsPerUnitAndDay,
}: RoutingPricesRequest): RoutingPrices {
  return { minorPerTonneCo2e, minorPerFurtherShipment, minorPerSplit, thousandthsPerUnitAndDay };
}

/** Terms of a place without a program. Nobody knows where it is, so carriage from it costs nothing and emits nothing. */
export function ownTerms({ ownMinorPerShipment, ownMinorPerUnit }: RoutingPricesRequest): WarehouseTerms {
  return {
    ...{ minorPerShipment: ownMinorPerShipment, minorPerUnit: ownMinorPerUnit },
    ...{ minorPerTonneKilometre: 0, co2eMilligramsPerTonneKilometre: 0 },
  };
}
