import type { FactorTable, HubRow } from "../footprint/factor-table.ts";
import { factorTableHash } from "../footprint/hashes.ts";
import { kilogramsOfMilligrams } from "./decimals.ts";
import { energyCarrierOf } from "./energy-carriers.ts";
import type { Hoc } from "./schemas.ts";

const HUBS: Readonly<Record<string, Hoc["hubType"]>> = {
  transshipment: "Transshipment",
  "storage-and-transshipment": "StorageAndTransshipment",
  warehouse: "Warehouse",
  "liquid-bulk-terminal": "LiquidBulkTerminal",
  "maritime-container-terminal": "MaritimeContainerTerminal",
};

/**
 * A row of a factor table as iLEAP has a hub operation category. A HOC is of one of iLEAP's types of hub and names its energy carrier with a factor, so
 * a row of another class, or without a fuel that the table has a factor for, is none: undefined.
 *
 * @example
 * hocOf(table, "cold-store")?.hubType; // "Warehouse"
 */
export function hocOf(table: FactorTable, rowId: string): Hoc | undefined {
  const row = table.rows.find((one): one is HubRow => one.kind === "hub" && one.id === rowId);
  const energyCarrier = energyCarrierOf(table, row?.fuel);
  const hubType = HUBS[row?.hub ?? ""];
  if (row === undefined || energyCarrier === undefined || hubType === undefined) return undefined;
  return {
    hocId: `${factorTableHash(table)}:${row.id}`,
    description: row.name,
    hubType,
    temperatureControl: row.refrigerated ? "refrigerated" : "ambient",
    energyCarriers: [energyCarrier],
    co2eIntensityWTW: kilogramsOfMilligrams(row.perTonne.wtw),
    co2eIntensityTTW: kilogramsOfMilligrams(row.perTonne.ttw),
    hubActivityUnit: "tonnes",
  };
}
