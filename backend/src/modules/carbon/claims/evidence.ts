import type { Address } from "@waybill/protocol/schemas/primitives";
import type { Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import type { DocumentQueries } from "../../documents/documents.queries.ts";
import { CLAIMS_PROBLEMS } from "./claims.errors.ts";

export type EvidenceDocuments = Pick<DocumentQueries, "documentsByCid">;

/** @throws {ProblemError} unless every document is kept here: public, or the claimant's own. */
export async function checkEvidence(
  ctx: Pick<Ctx, "tx">,
  documents: EvidenceDocuments,
  claimant: Address,
  cids: readonly string[],
): Promise<void> {
  const kept = await documents.documentsByCid(ctx, claimant, cids);
  const errors = cids.flatMap((cid, index) =>
    kept.get(cid)?.erasedAt === null ? [] : [{ pointer: `/documents/${index}`, message: `no document ${cid} is kept here` }],
  );
  if (errors.length > 0) throw new ProblemError(CLAIMS_PROBLEMS.evidenceMissing, { errors });
}
