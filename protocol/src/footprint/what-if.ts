import { z } from "zod";
import { transportDistanceOf } from "./distance.ts";
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

/**
 * The same goods on other ways. A distance that was stated holds for its mode alone: another mode counts its great circle, with a detour where
 * the factor asks for a shortest feasible distance, unless the change states one.
 *
 * @returns the other chain, or everything about the changes that cannot be
 */
export function changedChain(
  chain: TransportChain,
  changes: readonly TransportChange[],
  factors: Factors,
): { chain: TransportChain; problems?: undefined } | { chain?: undefined; problems: ChangeProblem[] } {
  const problems: ChangeProblem[] = [];
  const changed = new Map<string, ChainElement>();
  for (const [index, change] of changes.entries()) {
    const element = chain.elements.find(({ id }) => id === change.element);
    const result = element?.kind === "transport" ? changedTransport(element, change, factors) : "is no transport of this chain";
    if (typeof result !== "string") changed.set(change.element, result);
    else problems.push({ pointer: element?.kind === "transport" ? `/changes/${index}` : `/changes/${index}/element`, message: result });
  }
  if (problems.length > 0) return { problems };
  return { chain: { ...chain, elements: chain.elements.map((element) => changed.get(element.id) ?? element) } };
}

function changedTransport(element: TransportChainElement, change: TransportChange, factors: Factors): TransportChainElement | string {
  const row = rowFor(element, change, factors);
  if (row === undefined) return "no factor table has a row for such a transport";
  const mode = row.row.mode;
  if (change.mode !== undefined && change.mode !== mode) return `the factor is one for ${mode}`;
  const stated = change.distanceMetres ?? (mode === element.mode && element.distance.basis === "sfd" ? element.distance.metres : undefined);
  const statedMetres = stated === undefined ? null : BigInt(stated);
  const distance = transportDistanceOf({ mode, from: element.from, to: element.to, statedMetres, basis: row.row.distance });
  if (distance === undefined) return "the distance is not known: state one";
  const { loadPercent, emptyPercent = 0 } = change;
  if (loadPercent === undefined) {
    const isSame = element.calculation.data !== "primary" && sameRow(element.calculation.factor, row.reference);
    return { ...element, mode, distance, calculation: isSame ? element.calculation : { data: "default", factor: row.reference } };
  }
  if (row.row.vehicleModel === undefined) return "the factor says nothing of loads";
  return { ...element, mode, distance, calculation: { data: "modelled", factor: row.reference, loadPercent, emptyPercent } };
}

function rowFor(element: TransportChainElement, change: TransportChange, factors: Factors) {
  if (change.factor !== undefined) {
    const row = factors.find("transport", change.factor);
    return row && { reference: change.factor, row };
  }
  const { mode = element.mode } = change;
  const before = element.calculation.data === "primary" ? undefined : factors.find("transport", element.calculation.factor);
  const known = mode === element.mode ? before : undefined;
  // Another vehicle may burn another fuel.
  const {
    vehicle = known?.vehicle,
    fuel = change.vehicle === undefined ? known?.fuel : undefined,
    refrigerated = known?.refrigerated,
  } = change;
  return findTransportFactor(factors, { mode, vehicle, fuel, refrigerated });
}

function sameRow(a: { table: string; row: string }, b: { table: string; row: string }): boolean {
  return a.table === b.table && a.row === b.row;
}
