import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { findStatement, subjectsOfStatements } from "../statement-rows.ts";
import { TRACEABILITY_PROBLEMS } from "../traceability.errors.ts";
import type { ErasureListener } from "../traceability.ports.ts";
import { eraseStatement } from "./erase-statement.ts";
import { getStatement } from "./get-statement.ts";

/** What an erasure takes away, and what it leaves. */
export interface ErasurePreview {
  author: string;
  eventType: string;
  capturedAt: Date;
  isSigned: boolean;
  /** Names of the goods: they stay in the anchored histories once the statement is in a batch, and go otherwise. */
  subjects: string[];
  isInBatch: boolean;
  /** Documents for subscribers that hold the event and were not taken yet. */
  deliveries: number;
}

/** @throws {ProblemError} 404 for no statement, 410 for one that is erased */
export async function previewErasure(ctx: Pick<Ctx, "tx">, commitment: Hex32): Promise<ErasurePreview> {
  const { account, eventType, capturedAt, kind } = await getStatement(ctx, commitment);
  const named = await subjectsOfStatements(ctx, [commitment]);
  const [row] = await selectRows<{ isInBatch: boolean; deliveries: string }>(
    ctx,
    `SELECT batch_id IS NOT NULL AS "isInBatch",
       (SELECT count(*) FROM deliveries d WHERE d.body IS NOT NULL AND d.after < s.sequence AND d.through >= s.sequence) AS deliveries
     FROM statements s WHERE commitment = $1`,
    [commitment],
  );
  const subjects = [...new Set(named.map(({ subject }) => subject))];
  return {
    ...{ author: account, eventType, capturedAt, isSigned: kind === "signed", subjects },
    ...{ isInBatch: row?.isInBatch ?? false, deliveries: Number(row?.deliveries ?? 0) },
  };
}

/**
 * Erases a statement for a person of whom it speaks, whoever its author is: what the law may ask of whoever keeps the data. The same as the
 * author's own erasure, its refusals included, and recorded with the reason. Doing it again changes nothing.
 *
 * @throws {ProblemError} 404 for no statement, 409 for the notice of an open recall
 */
export async function eraseOnBehalf(ctx: Ctx, commitment: Hex32, reason: string, onErased: ErasureListener): Promise<void> {
  const found = await findStatement(ctx, commitment);
  if (!found) {
    const [erased] = await selectRows(ctx, "SELECT 1 FROM erased_statements WHERE commitment = $1", [commitment]);
    if (erased === undefined) throw new ProblemError(TRACEABILITY_PROBLEMS.unknownStatement);
    return;
  }
  await eraseStatement(ctx, commitment, { account: found.account, by: "operator" }, onErased);
  await ctx.tx.query("INSERT INTO erasures_on_behalf (commitment, reason, carried_out_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", [
    commitment,
    reason,
    ctx.clock.now(),
  ]);
}
