import type { App } from "../../platform/app.ts";
import { record, type Actor } from "../../platform/audit.ts";
import { inTransaction, selectRows, type Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import type { PersonalFields } from "../../platform/personal/personal-fields.ts";
import { forgetAtWarehouses } from "../orders/orders.queries.ts";
import { isHeld } from "./legal-holds.ts";
import { PERSONAL_TABLES } from "./personal-tables.ts";
import { PRIVACY_PROBLEMS } from "./privacy.errors.ts";

/**
 * Erases a person: destroys its key, by which what is told about it becomes unreadable in every copy of the database, and deletes its rows here.
 * Statements, handovers and their proofs name accounts, never persons, and stay as they are. The same again changes nothing.
 *
 * @throws {ProblemError} `privacy.unknown-person`, `privacy.legal-hold`
 */
export async function erasePerson(ctx: Ctx, personal: PersonalFields, person: string, by: Actor): Promise<void> {
  const rows = await selectRows(ctx, "SELECT FROM persons WHERE id = $1 FOR UPDATE", [person]);
  if (rows.length === 0) {
    if (personal.destroyed().includes(person)) return;
    throw new ProblemError(PRIVACY_PROBLEMS.unknownPerson);
  }
  if (await isHeld(ctx, person)) throw new ProblemError(PRIVACY_PROBLEMS.legalHold);
  await deleteRows(ctx, person);
  await forgetAtWarehouses(ctx, person);
  record(ctx, { action: "person.erased", by, subject: person });
  // Last, as nothing takes it back. Where the rows then stay after all, the next start finds the mark and deletes them.
  personal.destroy(person);
}

async function deleteRows({ tx }: Pick<Ctx, "tx">, person: string): Promise<void> {
  for (const { table, isAbout, stays } of PERSONAL_TABLES)
    if (stays === undefined) await tx.query(`DELETE FROM ${table} WHERE ${isAbout}`, [person]);
}

/** Deletes the rows of those whose keys were destroyed: a dump from before was restored, or a process ended on the way. */
export async function finishErasures(app: App): Promise<void> {
  const destroyed = app.personal.destroyed();
  if (destroyed.length === 0) return;
  await app.db.pool.query("UPDATE reports SET contact_sealed = NULL WHERE contact_sealed IS NOT NULL AND 'report:' || id = ANY($1)", [
    destroyed,
  ]);
  const { rows } = await app.db.pool.query<{ id: string }>("SELECT id FROM persons WHERE id = ANY($1)", [destroyed]);
  for (const { id } of rows)
    await inTransaction(app, async (ctx) => {
      await deleteRows(ctx, id);
      await forgetAtWarehouses(ctx, id);
      record(ctx, { action: "person.erased", by: "system", subject: id });
    });
}
