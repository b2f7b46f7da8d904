import { directMetres } from "./distance.ts";
import { elementEmissions } from "./element-emissions.ts";
import type { TransportRow } from "./factor-table.ts";
import type { Factors } from "./factors.ts";
import { referencesIn } from "./references-in.ts";
import type { ChainElement, TransportChainElement } from "./transport-chain.ts";

/**
 * What may be and seldom is, so that a unit may be mixed up: `vehicle`, more goods than one vehicle of the row carries (`limit` in grams); `way`,
 * a stated distance of more than twice the great circle (in metres); `intensity`, more or less per tonne-kilometre than ten times or a tenth of
 * what any row of the mode has (in milligrams CO₂e). Shown at the figure, and refused nowhere: several lorries, a ferry, a parcel in a van are real.
 */
export interface Doubt {
  kind: "vehicle" | "way" | "intensity";
  value: bigint;
  /** What the value is held against. */
  limit: bigint;
}

const TIMES_DIRECT = 2n;
/** So much longer than twice the great circle that towns' coordinates do not explain it. */
const LONGER_METRES = 50_000n;
const TIMES_ROWS = 10n;

/** @param factors The tables that the footprint names; what they do not hold is not doubted. */
export function doubtsOf(element: ChainElement, factors: Factors): Doubt[] {
  return element.kind === "hub"
    ? []
    : [vehicleDoubt(element, factors), wayDoubt(element), intensityDoubt(element, factors)].flatMap((one) => one ?? []);
}

function vehicleDoubt({ massGrams, calculation }: TransportChainElement, factors: Factors): Doubt | undefined {
  if (calculation.data === "primary") return undefined;
  const capacity = factors.find("transport", calculation.factor)?.vehicleModel?.capacityGrams;
  if (capacity === undefined) return undefined;
  const limit = calculation.data === "modelled" ? (BigInt(capacity) * BigInt(calculation.loadPercent)) / 100n : BigInt(capacity);
  return BigInt(massGrams) > limit ? { kind: "vehicle", value: BigInt(massGrams), limit } : undefined;
}

function wayDoubt({ distance, from, to }: TransportChainElement): Doubt | undefined {
  const [value, direct] = [BigInt(distance.metres), directMetres(from, to)];
  if (direct === undefined || distance.basis !== "sfd") return undefined;
  const limit = direct * TIMES_DIRECT;
  return value > limit + LONGER_METRES ? { kind: "way", value, limit } : undefined;
}

function intensityDoubt(element: TransportChainElement, factors: Factors): Doubt | undefined {
  const { calculation, mode, massGrams, distance } = element;
  const isOfRow = calculation.data === "default";
  if (isOfRow || referencesIn(element).some((one) => (factors.find("energy", one) ?? factors.find("transport", one)) === undefined))
    return undefined;
  const rows = factors.tables
    .flatMap(({ table }) => table.rows)
    .filter((row): row is TransportRow => row.kind === "transport" && row.mode === mode);
  const usual = rows.map(({ perTonneKilometre }) => BigInt(perTonneKilometre.wtw)).sort((a, b) => (a < b ? -1 : 1));
  const [least, most] = [usual[0], usual.at(-1)];
  if (least === undefined || most === undefined) return undefined;
  const { numerator, denominator } = elementEmissions({ ...element, allocations: [] }, factors).wtw;
  // Grams over gram-metres, in milligrams per tonne-kilometre: 10^3 × 10^6 × 10^3.
  const value = (numerator * 10n ** 12n) / (denominator * BigInt(massGrams) * BigInt(distance.metres));
  if (value > most * TIMES_ROWS) return { kind: "intensity", value, limit: most };
  return value * TIMES_ROWS < least ? { kind: "intensity", value, limit: least } : undefined;
}
