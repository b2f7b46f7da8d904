import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { record, type Actor } from "../../../platform/audit.ts";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { findStatement } from "../statement-rows.ts";
import { TRACEABILITY_PROBLEMS } from "../traceability.errors.ts";
import type { ErasureListener } from "../traceability.ports.ts";
import { lockAuthors } from "../lock-authors.ts";
import { findErased } from "./erased-rows.ts";

/** Whatever is made of a statement, by its place in the order of capture. */
const MADE_OF_STATEMENTS = ["indexed_events", "event_facts", "trace_parts", "withdrawn_statements"];

/** Whose statement it is, and who erases it. */
export interface Eraser {
  account: string;
  by: Actor | null;
}

/**
 * Destroys what a statement says: event, salt, signature, and all that was made of them. The commitment stays, because the log, the
 * histories and other proofs contain it; without the salt nobody can tell what it stood for. To be run in one transaction; erasing again
 * changes nothing.
 *
 * @throws {ProblemError} 404 for no statement, 403 for one of another organisation
 */
export async function eraseStatement(ctx: Ctx, commitment: Hex32, { account, by }: Eraser, onErased: ErasureListener): Promise<void> {
  // Waits for whoever has read the statement to write it down elsewhere: in the index that is being made anew, or in a delivery.
  await ctx.tx.query("LOCK TABLE event_index_state IN EXCLUSIVE MODE");
  await lockAuthors(ctx, [account]);
  const [gone] = await selectRows<{ sequence: string; corrects: string | null; batch_id: string | null }>(
    ctx,
    "DELETE FROM statements WHERE commitment = $1 AND account = $2 RETURNING sequence, corrects, batch_id",
    [commitment, account],
  );
  if (gone === undefined) return refuseUnlessErased(ctx, commitment, account);
  for (const table of MADE_OF_STATEMENTS) await ctx.tx.query(`DELETE FROM ${table} WHERE sequence = $1`, [gone.sequence]);
  const subjects = await selectRows<{ subject: string }>(ctx, "DELETE FROM statement_subjects WHERE commitment = $1 RETURNING subject", [
    commitment,
  ]);
  // The histories name the subjects of what is in a batch; of what is in none, nothing need be known.
  const named = gone.batch_id === null ? [] : [...new Set(subjects.map(({ subject }) => subject))];
  await ctx.tx.query("INSERT INTO erased_statements (commitment, account, subjects, corrects, erased_at) VALUES ($1, $2, $3, $4, $5)", [
    commitment,
    account,
    named,
    gone.corrects,
    ctx.clock.now(),
  ]);
  await forgetInJobs(ctx, commitment);
  await forgetInDeliveries(ctx, gone.sequence);
  await onErased(ctx, commitment);
  record(ctx, { action: "statement.erased", by, account: account as Address, subject: commitment });
}

/** A job's results name events by their hash, from which content can be guessed. */
async function forgetInJobs(ctx: Ctx, commitment: Hex32): Promise<void> {
  await ctx.tx.query(
    `UPDATE capture_jobs SET results = (
       SELECT coalesce(jsonb_agg(result ORDER BY place), '[]') FROM jsonb_array_elements(results) WITH ORDINALITY AS r(result, place)
       WHERE result->>'commitment' <> $1)
     WHERE results @> jsonb_build_array(jsonb_build_object('commitment', $1::text))`,
    [commitment],
  );
}

/**
 * What is on its way is made again without it under the same id, for the subscriber may have taken it already. What was given up is
 * forgotten, and made again from where the subscription stands once that is resumed.
 */
async function forgetInDeliveries(ctx: Ctx, sequence: string): Promise<void> {
  const holding = "body IS NOT NULL AND after < $1 AND through >= $1";
  await ctx.tx.query(`UPDATE deliveries SET body = NULL WHERE state = 'pending' AND ${holding}`, [sequence]);
  await ctx.tx.query(`DELETE FROM deliveries WHERE ${holding}`, [sequence]);
}

async function refuseUnlessErased(ctx: Ctx, commitment: Hex32, account: string): Promise<void> {
  const author = (await findErased(ctx, commitment))?.account ?? (await findStatement(ctx, commitment))?.account;
  if (author === undefined) throw new ProblemError(TRACEABILITY_PROBLEMS.unknownStatement);
  if (author !== account) throw new ProblemError(TRACEABILITY_PROBLEMS.notYourStatement);
}
