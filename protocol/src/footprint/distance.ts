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
 * circle and a detour. Undefined when coordinates would be needed and are not known.
 */
export function transportDistanceOf(way: {
  mode: Mode;
  from: ChainPlace;
  to: ChainPlace;
  statedMetres: bigint | null;
  basis: TransportRow["distance"];
}): TransportDistance | undefined {
  const [a, b] = [pointOf(way.from), pointOf(way.to)];
  const direct = a === undefined || b === undefined ? undefined : greatCircleMetres(a, b);
  if (way.basis.basis === "gcd" && direct !== undefined) {
    const { addedMetres } = way.basis;
    return { basis: "gcd", metres: String(direct + BigInt(addedMetres)), addedMetres };
  }
  if (way.statedMetres !== null) return { basis: "sfd", metres: String(way.statedMetres) };
  if (direct === undefined || way.mode === "air") return undefined;
  const detourPercent = DETOUR_PERCENT[way.mode];
  return { basis: "modelled", metres: String((direct * BigInt(100 + detourPercent) + 99n) / 100n), detourPercent };
}
