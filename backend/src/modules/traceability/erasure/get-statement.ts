import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import type { Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { findStatement, type StatementRow } from "../statement-rows.ts";
import { TRACEABILITY_PROBLEMS } from "../traceability.errors.ts";
import { findErased } from "./erased-rows.ts";

/** @throws {ProblemError} 410 for a statement that was erased, 404 for none */
export async function getStatement(ctx: Pick<Ctx, "tx">, commitment: Hex32): Promise<StatementRow> {
  const row = await findStatement(ctx, commitment);
  if (row) return row;
  const erased = await findErased(ctx, commitment);
  if (!erased) throw new ProblemError(TRACEABILITY_PROBLEMS.unknownStatement);
  throw new ProblemError(TRACEABILITY_PROBLEMS.erasedStatement, { detail: `It was erased on ${erased.erasedAt.toISOString()}.` });
}
