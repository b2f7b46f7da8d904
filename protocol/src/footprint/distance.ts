import type { Mode, TransportRow } from "./factor-table.ts";
import { greatCircleMetres, pointOf } from "./great-circle.ts";
import type { ChainPlace, TransportDistance } from "./transport-chain.ts";

/**
 * How much longer than the great circle a way is taken to be where nobody states the shortest feasible distance, in percent. An assumption of
 * ours that overstates rather than understates; each result names it, and a stated distance always goes first.
 */
export const DETOUR_PERCENT: Readonly<Record<Exclude<Mode, "air">, number>> = { road: 30, rail: 30, sea: 40, "inland-waterway": 40 };

/**
 * The distance to count: the great circle where the factor asks for it; otherwise the shortest feasible one as stated; otherwise the great
 * circle and a detour. Undefined when coordinates would be needed and are not known, or say that the two places are one: no way is nothing long.
 */
export function transportDistanceOf(way: {
  mode: Mode;
  from: ChainPlace;
  to: ChainPlace;
  statedMetres: bigint | null;
  basis: TransportRow["distance"];
  /** Instead of the one of its mode. */
  detourPercent?: number;
}): TransportDistance | undefined {
  const known = directMetres(way.from, way.to);
  const direct = known === 0n ? undefined : known;
  if (way.basis.basis === "gcd" && direct !== undefined) {
    const { addedMetres } = way.basis;
    return { basis: "gcd", metres: String(direct + BigInt(addedMetres)), addedMetres };
  }
  if (way.statedMetres !== null) return { basis: "sfd", metres: String(way.statedMetres) };
  if (direct === undefined || way.mode === "air") return undefined;
  const { detourPercent = DETOUR_PERCENT[way.mode] } = way;
  return { basis: "modelled", metres: String((direct * BigInt(100 + detourPercent) + 99n) / 100n), detourPercent };
}

/**
 * The longest way that somebody may state for a baseline: the great circle and the detour that we would assume ourselves, rounded down; for
 * flights the great circle. Undefined when the coordinates of a place are not known.
 */
export function longestBaselineMetres({ mode, from, to }: { mode: Mode; from: ChainPlace; to: ChainPlace }): bigint | undefined {
  const direct = directMetres(from, to);
  return direct && (direct * BigInt(100 + (mode === "air" ? 0 : DETOUR_PERCENT[mode]))) / 100n;
}

/** Metres along the great circle; undefined when the coordinates of a place are not known. */
export function directMetres(from: ChainPlace, to: ChainPlace): bigint | undefined {
  const [a, b] = [pointOf(from), pointOf(to)];
  return a === undefined || b === undefined ? undefined : greatCircleMetres(a, b);
}
