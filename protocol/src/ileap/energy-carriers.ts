import type { EnergyRow, FactorTable } from "../footprint/factor-table.ts";
import { kilogramsOfMilligrams } from "./decimals.ts";
import type { EnergyCarrier } from "./schemas.ts";

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

/** The one energy carrier of a category; undefined for a fuel that iLEAP has no word for, or the table no factor. */
export function energyCarrierOf({ rows }: FactorTable, fuel: string | undefined): EnergyCarrier | undefined {
  const energy = rows.find((one): one is EnergyRow => one.kind === "energy" && one.carrier === fuel);
  const energyCarrier = CARRIERS[fuel ?? ""];
  if (energy === undefined || energyCarrier === undefined) return undefined;
  return {
    ...{ energyCarrier, relativeShare: "1", energyConsumptionUnit: energy.unit },
    emissionFactorWTW: kilogramsOfMilligrams(energy.perUnit.wtw),
    emissionFactorTTW: kilogramsOfMilligrams(energy.perUnit.ttw),
  };
}
