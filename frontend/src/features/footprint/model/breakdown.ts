import { type Doubt, doubtsOf } from "@waybill/protocol/footprint/doubts";
import { factorsOf } from "@waybill/protocol/footprint/factors";
import type { Footprint, FootprintElement } from "@waybill/protocol/footprint/footprint";
import { referencesIn } from "@waybill/protocol/footprint/references-in";
import type { FactorTableView } from "@waybill/protocol/schemas/api/carbon";
import { percentsOf } from "../../../lib/percent.ts";
import { placeText } from "../../../entities/footprint/ElementName.tsx";

/** What one kind of goods brought along on its way: an input of the goods asked about, or those goods themselves. */
export interface Input {
  /** The goods that were moved or handled. */
  goods: string;
  elements: readonly Part[];
  grams: bigint;
  /** The sum of its elements' shares. */
  percent: number;
}

/** An element with its share of the footprint; the shares of all add up to 100 %. */
export interface Part {
  element: FootprintElement;
  percent: number;
  /** What may be a unit mixed up, by the tables that are there. */
  doubts: readonly Doubt[];
}

/** Elements by the goods that they moved, in the order of the chain. */
export function inputsOf({ elements }: Pick<Footprint, "elements">, tables: readonly FactorTableView[]): Input[] {
  const factors = factorsOf(tables.map(({ table }) => table));
  const percents = percentsOf(elements.map(({ emissions }) => BigInt(emissions.wtw)));
  const parts = elements.map((element, index): Part => ({ element, percent: percents[index] ?? 0, doubts: doubtsOf(element, factors) }));
  return [...new Set(elements.map(({ subject }) => subject))].map((goods) => {
    const own = parts.filter(({ element }) => element.subject === goods);
    const tenths = own.reduce((sum, { percent }) => sum + Math.round(percent * 10), 0);
    return { goods, elements: own, grams: own.reduce((sum, { element }) => sum + BigInt(element.emissions.wtw), 0n), percent: tenths / 10 };
  });
}

export const CSV_HEADS = [
  ...["element", "goods", "kind", "from", "to", "mode", "distance_metres", "distance_basis", "mass_grams", "data", "rule", "intensity_mg"],
  ...["ttw_grams", "wtt_grams", "wtw_grams", "factors", "shares", "sources", "doubts"],
];

/** An element with exact values, as a line of a file. */
export function csvRow({ element, doubts }: Part): (string | null)[] {
  const { id, kind, subject, massGrams, calculation, rule, intensity, emissions, allocations, evidence } = element;
  const [from, to] = kind === "transport" ? [element.from, element.to] : [element.at, element.at];
  return [
    ...[id, subject, kind, placeText(from), placeText(to)],
    ...(kind === "transport" ? [element.mode, element.distance.metres, element.distance.basis] : [null, null, null]),
    ...[massGrams, calculation.data, rule, intensity?.wtw ?? null, emissions.ttw, emissions.wtt, emissions.wtw],
    referencesIn(element)
      .map(({ table, row }) => `${table}/${row}`)
      .join(" "),
    allocations.map(({ partGrams, wholeGrams }) => `${partGrams}/${wholeGrams}`).join(" "),
    evidence.map(({ statement, says }) => `${statement ?? "master data"}: ${says}`).join("; "),
    doubts.map(({ kind, value, limit }) => `${kind}: ${value} beside ${limit}`).join("; "),
  ];
}
