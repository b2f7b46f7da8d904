import { leafHash, verifyInclusion } from "@waybill/protocol/hashing/merkle-tree";
import { eventBundle } from "@waybill/protocol/schemas/bundle";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { getJson } from "../../lib/api/client.ts";

export type LeafResult = "matches" | "differs" | "unavailable";

/** The part of a bundle that this page recomputes; numbers of the event do not matter here. */
const proofOnly = eventBundle.pick({ commitment: true, anchoring: true });

/** Walks a commitment's path up to a root in this browser and compares it with the anchored one. */
export async function recomputeRoot(commitment: Hex32, root: string, signal: AbortSignal): Promise<LeafResult> {
  const { anchoring } = await getJson(`/api/statements/${commitment}/bundle`, proofOnly, { signal });
  if (anchoring === null) return "unavailable";
  const { index, size, path } = anchoring.inclusion;
  return verifyInclusion(leafHash(commitment), { index, size, path: path as Hex32[] }, root as Hex32) ? "matches" : "differs";
}
