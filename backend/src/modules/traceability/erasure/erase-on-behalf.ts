import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { findStatement } from "../statement-rows.ts";
import { TRACEABILITY_PROBLEMS } from "../traceability.errors.ts";
import type { ErasureListener } from "../traceability.ports.ts";
import { eraseStatement } from "./erase-statement.ts";

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
