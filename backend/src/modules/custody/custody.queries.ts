import type { CustodyView } from "@waybill/protocol/schemas/api/traceability";
import type { CustodyProof } from "@waybill/protocol/schemas/bundle";
import type { Ctx } from "../../platform/context.ts";
import { custodyProofs, type ReadTerms } from "./custody.proofs.ts";
import { custodyViews } from "./custody.views.ts";

type Reading = Pick<Ctx, "tx">;

/** What other modules may ask about custody. */
export interface CustodyQueries {
  /** Custody of the units with these SSCCs; those that are not on chain are absent. */
  custodyOfSubjects(ctx: Reading, subjects: readonly string[]): Promise<CustodyView[]>;
  custodyProofs(ctx: Reading, subjects: readonly string[]): Promise<CustodyProof[]>;
}

export function createCustodyQueries(readTerms: ReadTerms): CustodyQueries {
  return {
    custodyOfSubjects: async (ctx, subjects) => (subjects.length === 0 ? [] : custodyViews(ctx, { subjects })),
    custodyProofs: (ctx, subjects) => custodyProofs(ctx, readTerms, { subjects }),
  };
}
