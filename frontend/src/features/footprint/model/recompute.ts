import type { FactorTable } from "@waybill/protocol/footprint/factor-table";
import { carbonCommitment, factorTableHash, footprintHash } from "@waybill/protocol/footprint/hashes";
import { type Difference, recheckFootprint } from "@waybill/protocol/footprint/recheck";
import { ImplausibleChain } from "@waybill/protocol/footprint/compute-footprint";
import { leafHash, rootFromPath } from "@waybill/protocol/hashing/merkle-tree";
import type { FactorTableView, FootprintView } from "@waybill/protocol/schemas/api/carbon";
import type { Anchoring } from "@waybill/protocol/schemas/bundle";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";

/**
 * Computes a footprint again in this browser from the chain that stands in it. Nothing in the answer is taken for granted: tables must hash
 * to the names that the footprint calls them by, and the footprint to the name and the commitment that are shown; and what is anchored of
 * them must lead to the roots that are shown.
 *
 * @returns everything that is not equal; nothing means equal
 */
export function recompute(view: FootprintView, given: readonly FactorTableView[], now: Date): Difference[] {
  const { hash, commitment, anchoring, footprint } = view;
  const tables = given.map(({ table }) => table);
  const hashes = tables.map(factorTableHash);
  const absent = footprint.tables.filter((named) => !hashes.includes(named.hash as Hex32));
  if (absent.length > 0) return absent.map((named) => ({ pointer: "/tables", says: named.hash, follows: "another table was given" }));
  return [
    ...unlike("hash", hash, footprintHash(footprint)),
    ...unlike("commitment", commitment, carbonCommitment("footprint", hash as Hex32)),
    ...offRoot("anchoring", commitment as Hex32, anchoring),
    ...given.flatMap((one, index) =>
      offRoot(`tables/${index}/anchoring`, carbonCommitment("factor-table", hashes[index] as Hex32), one.anchoring),
    ),
    ...recheck({ footprint, tables, now }),
  ];
}

/** Where a commitment's path leads to another root than the one that is shown; nothing while it is not anchored. */
function offRoot(name: string, commitment: Hex32, anchoring: Anchoring | null): Difference[] {
  if (anchoring === null) return [];
  const root = rootFromPath(leafHash(commitment), anchoring.inclusion) ?? "no root: the path does not fit its tree";
  return unlike(`${name}/anchor/root`, anchoring.anchor.root, root);
}

function recheck({ footprint, tables, now }: Pick<FootprintView, "footprint"> & { tables: readonly FactorTable[]; now: Date }) {
  try {
    return recheckFootprint(footprint, tables, now);
  } catch (error) {
    if (!(error instanceof ImplausibleChain)) throw error;
    return error.problems.map(({ pointer, message }) => ({ pointer, says: "a footprint", follows: message }));
  }
}

function unlike(name: string, says: string, follows: string): Difference[] {
  return says === follows ? [] : [{ pointer: `/${name}`, says, follows }];
}
