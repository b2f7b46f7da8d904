import type { Intensity } from "./factor-table.ts";
import type { Factors } from "./factors.ts";
import type { FootprintElement } from "./footprint.ts";
import { addGrams, energyGrams, type ExactGrams, type Rounding, roundGrams, shareOf, throughputGrams, transportGrams } from "./grams.ts";
import type { ChainElement, EnergyUse, FactorReference, TransportChainElement } from "./transport-chain.ts";
import { vehicleIntensity } from "./vehicle-intensity.ts";

const NOTHING: ExactGrams = { numerator: 0n, denominator: 1n };

/** Exact emissions of one element for the goods asked about, and what they were computed with. */
export interface ElementEmissions {
  rule: FootprintElement["rule"];
  intensity: Intensity | null;
  ttw: ExactGrams;
  wtw: ExactGrams;
}

/**
 * Emissions of one element: the best data that it has, then its part by mass.
 *
 * @throws RangeError for a row that no table has, a load that the vehicle model cannot have, or a number beyond `LIMITS`
 */
export function elementEmissions(element: ChainElement, factors: Factors): ElementEmissions {
  const whole = wholeEmissions(element, factors);
  const allocated = (exact: ExactGrams) =>
    element.allocations.reduce((grams, { partGrams, wholeGrams }) => shareOf(grams, BigInt(partGrams), BigInt(wholeGrams)), exact);
  return { ...whole, ttw: allocated(whole.ttw), wtw: allocated(whole.wtw) };
}

/** Whole grams of an element. */
export function elementGrams(element: ChainElement, factors: Factors, rounding: Rounding): bigint {
  return roundGrams(elementEmissions(element, factors).wtw, rounding);
}

function wholeEmissions(element: ChainElement, factors: Factors): ElementEmissions {
  const massGrams = BigInt(element.massGrams);
  if (element.kind === "hub") {
    const { calculation } = element;
    if (calculation.data === "primary")
      return measured(calculation.energy, { massGrams, ofGrams: BigInt(calculation.throughputGrams) }, factors);
    const intensity = required(factors.find("hub", calculation.factor), calculation.factor).perTonne;
    const grams = (part: string) => throughputGrams({ massGrams, intensity: BigInt(part) });
    return { rule: "throughput", intensity, ttw: grams(intensity.ttw), wtw: grams(intensity.wtw) };
  }
  const { calculation } = element;
  if (calculation.data === "primary") return measured(calculation.energy, { massGrams, ofGrams: BigInt(calculation.loadGrams) }, factors);
  const intensity = transportIntensity(calculation, factors);
  const distanceMetres = BigInt(element.distance.metres);
  const grams = (part: string) => transportGrams({ massGrams, distanceMetres, intensity: BigInt(part) });
  return { rule: "transport", intensity, ttw: grams(intensity.ttw), wtw: grams(intensity.wtw) };
}

function measured(energy: readonly EnergyUse[], load: { massGrams: bigint; ofGrams: bigint }, factors: Factors): ElementEmissions {
  const sum = (part: "ttw" | "wtw") =>
    energy.reduce((grams, { factor, milliunits }) => {
      const intensity = BigInt(required(factors.find("energy", factor), factor).perUnit[part]);
      return addGrams(grams, energyGrams({ milliunits: BigInt(milliunits), intensity }));
    }, NOTHING);
  const mine = (exact: ExactGrams) => shareOf(exact, load.massGrams, load.ofGrams);
  return { rule: "energy", intensity: null, ttw: mine(sum("ttw")), wtw: mine(sum("wtw")) };
}

function transportIntensity(calculation: Exclude<TransportChainElement["calculation"], { data: "primary" }>, factors: Factors): Intensity {
  const row = required(factors.find("transport", calculation.factor), calculation.factor);
  return calculation.data === "default" ? row.perTonneKilometre : vehicleIntensity(row, calculation);
}

function required<Row>(row: Row | undefined, { table, row: id }: FactorReference): Row {
  if (row === undefined) throw new RangeError(`no factor table that was given has the hash ${table} and such a row: ${id}`);
  return row;
}
