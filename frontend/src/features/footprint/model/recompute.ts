import type { FactorTable } from "@waybill/protocol/footprint/factor-table";
import { carbonCommitment, factorTableHash, footprintHash } from "@waybill/protocol/footprint/hashes";
import { type Difference, recheckFootprint } from "@waybill/protocol/footprint/recheck";
import { ImplausibleChain } from "@waybill/protocol/footprint/compute-footprint";
import type { FootprintView } from "@waybill/protocol/schemas/api/carbon";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";

/**
 * Computes a footprint again in this browser from the chain that stands in it. Nothing in the answer is taken for granted: tables must hash
 * to the names that the footprint calls them by, and the footprint to the name and the commitment that are shown.
 *
 * @returns everything that is not equal; nothing means equal
 */
export function recompute({ hash, commitment, footprint }: FootprintView, tables: readonly FactorTable[], now: Date): Difference[] {
  const given = new Set<string>(tables.map(factorTableHash));
  const absent = footprint.tables.filter((named) => !given.has(named.hash));
  if (absent.length > 0) return absent.map((named) => ({ pointer: "/tables", says: named.hash, follows: "another table was given" }));
  return [
    ...unlike("hash", hash, footprintHash(footprint)),
    ...unlike("commitment", commitment, carbonCommitment("footprint", hash as Hex32)),
    ...recheck({ footprint, tables, now }),
  ];
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
