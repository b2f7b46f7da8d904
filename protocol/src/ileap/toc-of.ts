import type { EnergyRow, FactorTable, TransportRow } from "../footprint/factor-table.ts";
import { factorTableHash } from "../footprint/hashes.ts";
import { kilogramsOfMilligrams } from "./decimals.ts";
import type { EnergyCarrier, Toc, TransportMode } from "./schemas.ts";

const MODES: Readonly<Record<TransportRow["mode"], TransportMode>> = {
  road: "Road",
  rail: "Rail",
  sea: "Sea",
  "inland-waterway": "InlandWaterway",
  air: "Air",
};

const CARRIERS: Readonly<Record<string, EnergyCarrier["energyCarrier"]>> = {
  diesel: "Diesel",
  petrol: "Petrol",
  hvo: "HVO",
  cng: "CNG",
  lng: "LNG",
  lpg: "LPG",
  "marine-fuel-oil": "HFO",
  "marine-gas-oil": "MGO",
  kerosene: "Aviation fuel",
  hydrogen: "Hydrogen",
  methanol: "Methanol",
  electricity: "Electric",
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
  const energy = table.rows.find((one): one is EnergyRow => one.kind === "energy" && one.carrier === row?.fuel);
  const energyCarrier = CARRIERS[row?.fuel ?? ""];
  if (row === undefined || energy === undefined || energyCarrier === undefined) return undefined;
  return {
    tocId: `${factorTableHash(table)}:${row.id}`,
    description: row.name,
    mode: MODES[row.mode],
    temperatureControl: row.refrigerated ? "refrigerated" : "ambient",
    energyCarriers: [
      {
        ...{ energyCarrier, relativeShare: "1", energyConsumptionUnit: energy.unit },
        emissionFactorWTW: kilogramsOfMilligrams(energy.perUnit.wtw),
        emissionFactorTTW: kilogramsOfMilligrams(energy.perUnit.ttw),
      },
    ],
    co2eIntensityWTW: kilogramsOfMilligrams(row.perTonneKilometre.wtw),
    co2eIntensityTTW: kilogramsOfMilligrams(row.perTonneKilometre.ttw),
    transportActivityUnit: "tkm",
  };
}
