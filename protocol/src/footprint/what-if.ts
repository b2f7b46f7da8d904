import { z } from "zod";
import { longestBaselineMetres, transportDistanceOf } from "./distance.ts";
import { MODES, slug } from "./factor-table.ts";
import { findTransportFactor, type Factors } from "./factors.ts";
import { type ChainElement, factorReference, type TransportChain, type TransportChainElement } from "./transport-chain.ts";
import { distanceMetres } from "./whole.ts";

/** How one transport of a chain might have been otherwise; what is left out stays as it is. */
export const transportChange = z.object({
  element: z.string().max(40).describe("ID of the transport in the chain."),
  mode: z.enum(MODES).optional(),
  vehicle: slug.optional(),
  fuel: slug.optional(),
  refrigerated: z.boolean().optional(),
  factor: factorReference.optional().describe("A carrier's own row, instead of one by mode and vehicle."),
  loadPercent: z.number().int().min(1).max(100).optional(),
  emptyPercent: z.number().int().min(0).max(1_000).optional(),
  distanceMetres: distanceMetres.optional().describe("Shortest feasible distance of the other way."),
});
export type TransportChange = z.infer<typeof transportChange>;

/** What cannot be changed as asked, as a JSON Pointer into the changes. */
export interface ChangeProblem {
  pointer: string;
  message: string;
}

/** What another way of the same goods is computed for. */
export type Purpose = "comparison" | "baseline";

/**
 * The same goods on other ways. A distance that was stated holds for its mode alone: another mode counts its great circle, with a detour where
 * the factor asks for a shortest feasible distance, unless the change states one.
 *
 * @param purpose What it is for. A `comparison` takes what a footprint would: the highest factor that fits, and a detour. The `baseline` of a claim
 *   takes what claims least: the lowest factor that fits, no detour, and no distance that is stated longer than `longestBaselineMetres`.
 * @returns the other chain, or everything about the changes that cannot be
 */
export function changedChain(
  chain: TransportChain,
  changes: readonly TransportChange[],
  factors: Factors,
  purpose: Purpose = "comparison",
): { chain: TransportChain; problems?: undefined } | { chain?: undefined; problems: ChangeProblem[] } {
  const problems: ChangeProblem[] = [];
  const changed = new Map<string, ChainElement>();
  for (const [index, change] of changes.entries()) {
    const element = chain.elements.find(({ id }) => id === change.element);
    const result = element?.kind === "transport" ? changedTransport(element, change, factors, purpose) : "is no transport of this chain";
    if (typeof result !== "string") changed.set(change.element, result);
    else problems.push({ pointer: element?.kind === "transport" ? `/changes/${index}` : `/changes/${index}/element`, message: result });
  }
  if (problems.length > 0) return { problems };
  return { chain: { ...chain, elements: chain.elements.map((element) => changed.get(element.id) ?? element) } };
}

function changedTransport(
  element: TransportChainElement,
  change: TransportChange,
  factors: Factors,
  purpose: Purpose,
): TransportChainElement | string {
  const row = rowFor(element, change, factors, purpose);
  if (row === undefined) return "no factor table has a row for such a transport";
  const mode = row.row.mode;
  if (change.mode !== undefined && change.mode !== mode) return `the factor is one for ${mode}`;
  const { refrigerated = mode === element.mode && rowBefore(element, factors)?.refrigerated } = change;
  if (refrigerated && !row.row.refrigerated) return "the goods are cooled on this way, and the factor is of a vehicle that does not cool";
  const tooFar = purpose === "baseline" ? tooFarFor({ ...element, mode }, change) : undefined;
  if (tooFar !== undefined) return tooFar;
  const stated = change.distanceMetres ?? (mode === element.mode && element.distance.basis === "sfd" ? element.distance.metres : undefined);
  const statedMetres = stated === undefined ? null : BigInt(stated);
  const detour = purpose === "baseline" ? { detourPercent: 0 } : {};
  const distance = transportDistanceOf({ mode, from: element.from, to: element.to, statedMetres, basis: row.row.distance, ...detour });
  if (distance === undefined) return "the distance is not known: state one";
  const { loadPercent, emptyPercent = 0 } = change;
  if (loadPercent === undefined && change.emptyPercent !== undefined)
    return "empty kilometres count together with a load: state loadPercent, too";
  if (loadPercent === undefined) {
    const isSame = element.calculation.data !== "primary" && sameRow(element.calculation.factor, row.reference);
    return { ...element, mode, distance, calculation: isSame ? element.calculation : { data: "default", factor: row.reference } };
  }
  if (row.row.vehicleModel === undefined) return "the factor says nothing of loads";
  return { ...element, mode, distance, calculation: { data: "modelled", factor: row.reference, loadPercent, emptyPercent } };
}

/** Why a distance that is stated for a baseline is not taken. */
function tooFarFor(
  way: Pick<TransportChainElement, "mode" | "from" | "to">,
  { distanceMetres: stated }: TransportChange,
): string | undefined {
  if (stated === undefined) return undefined;
  const most = longestBaselineMetres(way);
  if (most === undefined) return "a distance is stated, and the coordinates of a place are not known to hold it against";
  return BigInt(stated) > most
    ? `the stated distance is longer than ${most} m, the most that a baseline by ${way.mode} takes here`
    : undefined;
}

function rowFor(element: TransportChainElement, change: TransportChange, factors: Factors, purpose: Purpose) {
  if (change.factor !== undefined) {
    const row = factors.find("transport", change.factor);
    return row && { reference: change.factor, row };
  }
  const { mode = element.mode } = change;
  const known = mode === element.mode ? rowBefore(element, factors) : undefined;
  // Another vehicle may burn another fuel.
  const {
    vehicle = known?.vehicle,
    fuel = change.vehicle === undefined ? known?.fuel : undefined,
    refrigerated = known?.refrigerated,
  } = change;
  return findTransportFactor(factors, { mode, vehicle, fuel, refrigerated }, purpose === "baseline" ? "lowest" : "highest");
}

/** The row that the transport was computed with; undefined where its energy was measured. */
function rowBefore({ calculation }: TransportChainElement, factors: Factors) {
  return calculation.data === "primary" ? undefined : factors.find("transport", calculation.factor);
}

function sameRow(a: { table: string; row: string }, b: { table: string; row: string }): boolean {
  return a.table === b.table && a.row === b.row;
}
