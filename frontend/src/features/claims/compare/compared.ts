import { directMetres } from "@waybill/protocol/footprint/distance";
import type { FootprintElement } from "@waybill/protocol/footprint/footprint";
import { referencesIn } from "@waybill/protocol/footprint/references-in";
import type { TransportChange } from "@waybill/protocol/footprint/what-if";
import type { ClaimView } from "@waybill/protocol/schemas/api/claims";

/** A part of the chain as it happened, and as it would have been. */
export interface Compared {
  element: FootprintElement;
  otherwise: FootprintElement | undefined;
  isClaimed: boolean;
  isTyped: Typed;
}

export function comparedOf({ baseline, actual, changes, transports }: ClaimView): Compared[] {
  return actual.footprint.elements.map((element) => ({
    ...{ element, isClaimed: transports.includes(element.id) },
    isTyped: typedOf(changes.find((change) => change.element === element.id)),
    otherwise: baseline.footprint.elements.find(({ id }) => id === element.id),
  }));
}

/** What of a baseline stands on the claimant's word alone. */
export const typedOf = (change?: TransportChange) => ({
  distance: change?.distanceMetres !== undefined,
  load: change?.loadPercent !== undefined,
});
export type Typed = ReturnType<typeof typedOf>;

/** Rows of factor tables that an element is computed with. */
export const factorsOf = (element: FootprintElement) => referencesIn(element).map(({ row }) => row);

const HEADS = [
  ...["mode", "factor", "distance_metres", "distance_basis", "great_circle_metres", "load_percent", "empty_percent", "grams"],
] as const;

function cellsOf(element: FootprintElement | undefined): (string | null)[] {
  if (element === undefined) return HEADS.map(() => null);
  const { wtw } = element.emissions;
  if (element.kind !== "transport") return [null, factorsOf(element).join(" "), null, null, null, null, null, wtw];
  const { mode, distance, from, to, calculation } = element;
  const vehicle = calculation.data === "modelled" ? [String(calculation.loadPercent), String(calculation.emptyPercent)] : [null, null];
  const direct = directMetres(from, to)?.toString() ?? null;
  return [mode, factorsOf(element).join(" "), distance.metres, distance.basis, direct, ...vehicle, wtw];
}

export const CSV_HEADS = [
  ...["element", "claimed"],
  ...HEADS.map((head) => `baseline_${head}`),
  ...["baseline_distance_typed", "baseline_load_typed"],
  ...HEADS.map((head) => `actual_${head}`),
];

/** Both sides with exact values, as a line of a file. */
export function csvRow({ element, otherwise, isTyped, isClaimed }: Compared): (string | null)[] {
  return [
    ...[element.id, isClaimed ? "yes" : "no", ...cellsOf(otherwise)],
    ...[isTyped.distance ? "yes" : "no", isTyped.load ? "yes" : "no", ...cellsOf(element)],
  ];
}
