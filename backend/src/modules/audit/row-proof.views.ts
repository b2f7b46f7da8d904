import type { AuditRowProof } from "@waybill/protocol/audit/row-proof";
import { sha256PathOf } from "@waybill/protocol/hashing/sha256-tree";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import type { Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { AUDIT_PROBLEMS } from "./audit.errors.ts";
import { coveredBy, entryOf, findCovering, hashesOf, listCheckpoints, listEntries } from "./audit.store.ts";

/**
 * The proof of one entry.
 *
 * @param account whose entry it has to be; null for anybody's
 * @throws {ProblemError} `audit.unknown-entry`, `audit.not-covered`
 */
export async function rowProof(
  ctx: Pick<Ctx, "tx">,
  account: string | null,
  { stream, sequence }: { stream: string; sequence: number },
): Promise<AuditRowProof> {
  const [row] = await listEntries(ctx, { stream, from: sequence, to: sequence });
  if (!row || (account !== null && row.account !== account)) throw new ProblemError(AUDIT_PROBLEMS.unknownEntry);
  const number = await findCovering(ctx, stream, sequence);
  const [stored] = number === null ? [] : await listCheckpoints(ctx, number - 1, 1);
  if (number === null || !stored) throw new ProblemError(AUDIT_PROBLEMS.notCovered, { headers: { "Retry-After": "60" } });
  const hashes: Hex32[] = [];
  let index = -1;
  for (const range of await coveredBy(ctx, number)) {
    if (range.stream === stream) index = hashes.length + sequence - range.from;
    hashes.push(...(await hashesOf(ctx, range)));
  }
  return { entry: entryOf(row), inclusion: sha256PathOf(hashes, index), checkpoint: stored.checkpoint };
}
