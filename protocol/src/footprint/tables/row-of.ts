import type { EnergyRow, Intensity, TransportRow } from "../factor-table.ts";

/** Milligrams CO₂e from tank to wheel, and from well to tank. */
export type Pair = readonly [ttw: number, wtt: number];

export function hgv(
  id: string,
  name: string,
  vehicle: string,
  refrigerated: boolean,
  perTonneKilometre: Pair,
  model: { capacity: number; empty: Pair; full: Pair },
  source: string,
): TransportRow {
  return {
    ...transport(id, name, { mode: "road", vehicle, fuel: "diesel", refrigerated, region: "GB" }, perTonneKilometre, source),
    vehicleModel: { capacityGrams: String(model.capacity), empty: intensityOf(model.empty), full: intensityOf(model.full) },
  };
}

export function transport(
  id: string,
  name: string,
  what: Pick<TransportRow, "mode" | "vehicle" | "fuel" | "refrigerated" | "region">,
  perTonneKilometre: Pair,
  source: string,
): TransportRow {
  const distance = what.mode === "air" ? { basis: "gcd" as const, addedMetres: "0" } : { basis: "sfd" as const };
  return { kind: "transport", id, name, ...what, perTonneKilometre: intensityOf(perTonneKilometre), distance, source };
}

export function energy(
  id: string,
  name: string,
  what: Pick<EnergyRow, "carrier" | "unit" | "region">,
  perUnit: Pair,
  source: string,
): EnergyRow {
  return { kind: "energy", id, name, ...what, perUnit: intensityOf(perUnit), source };
}

function intensityOf([ttw, wtt]: Pair): Intensity {
  return { ttw: String(ttw), wtt: String(wtt), wtw: String(ttw + wtt) };
}
