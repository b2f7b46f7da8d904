import type { FactorTable, TransportRow } from "../footprint/factor-table.ts";
import { factorTableHash } from "../footprint/hashes.ts";
import { kilogramsOfMilligrams } from "./decimals.ts";
import { energyCarrierOf } from "./energy-carriers.ts";
import type { Toc, TransportMode } from "./schemas.ts";

export const MODES: Readonly<Record<TransportRow["mode"], TransportMode>> = {
  road: "Road",
  rail: "Rail",
  sea: "Sea",
  "inland-waterway": "InlandWaterway",
  air: "Air",
};

/**
 * A row of a factor table as iLEAP has a transport operation category. A TOC names its energy carrier with a factor, so a row of an average fuel, or of
 * one that the table has no factor for, is none: undefined.
 *
 * @example
 * tocOf(DESNZ_2025, "hgv-average")?.co2eIntensityWTW; // "0.12522"
 */
export function tocOf(table: FactorTable, rowId: string): Toc | undefined {
  const row = table.rows.find((one): one is TransportRow => one.kind === "transport" && one.id === rowId);
  const energyCarrier = energyCarrierOf(table, row?.fuel);
  if (row === undefined || energyCarrier === undefined) return undefined;
  return {
    tocId: `${factorTableHash(table)}:${row.id}`,
    description: row.name,
    mode: MODES[row.mode],
    temperatureControl: row.refrigerated ? "refrigerated" : "ambient",
    energyCarriers: [energyCarrier],
    co2eIntensityWTW: kilogramsOfMilligrams(row.perTonneKilometre.wtw),
    co2eIntensityTTW: kilogramsOfMilligrams(row.perTonneKilometre.ttw),
    transportActivityUnit: "tkm",
  };
}
