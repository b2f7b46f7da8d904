import { record, type Actor } from "../../platform/audit.ts";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import type { TimePlace } from "../../platform/http/time-page.ts";
import type { PersonalFields } from "../../platform/personal/personal-fields.ts";
import { PRIVACY_PROBLEMS } from "./privacy.errors.ts";

/** Whether what is kept about a person must be kept. */
export async function isHeld(ctx: Pick<Ctx, "tx">, person: string): Promise<boolean> {
  return (await selectRows(ctx, "SELECT FROM legal_holds WHERE person_id = $1 AND lifted_at IS NULL", [person])).length > 0;
}

interface Hold {
  person: string;
  /** Null once the person was erased. */
  reason: string | null;
  since: Date;
  liftedAt: Date | null;
}

interface Row extends Omit<Hold, "reason"> {
  sealed: Buffer | null;
}

const FIELD = "legal_holds.reason";
const ROW = `person_id AS person, reason_sealed AS sealed, set_at AS since, lifted_at AS "liftedAt"`;

const opened = (personal: PersonalFields, { sealed, ...row }: Row): Hold => ({ ...row, reason: personal.open(FIELD, row.person, sealed) });

/** The hold that is in force; undefined when there is none. */
export async function findHold(
  ctx: Pick<Ctx, "tx">,
  personal: PersonalFields,
  person: string,
  lock: "" | "FOR UPDATE" = "",
): Promise<Hold | undefined> {
  const rows = await selectRows<Row>(ctx, `SELECT ${ROW} FROM legal_holds WHERE person_id = $1 AND lifted_at IS NULL ${lock}`, [person]);
  return rows.map((row) => opened(personal, row))[0];
}

/** Holds, the newest first; one more than `limit`. */
export async function listHolds(
  ctx: Pick<Ctx, "tx">,
  personal: PersonalFields,
  { state, after, limit }: { state: "open" | "lifted" | null; after: TimePlace | null; limit: number },
): Promise<Hold[]> {
  const rows = await selectRows<Row>(
    ctx,
    `SELECT ${ROW} FROM legal_holds
     WHERE ($1::timestamptz IS NULL OR (set_at, person_id) < ($1, $2)) AND ($3::text IS NULL OR (lifted_at IS NULL) = ($3 = 'open'))
     ORDER BY set_at DESC, person_id DESC LIMIT $4`,
    [after?.at ?? null, after?.id ?? null, state, limit + 1],
  );
  return rows.map((row) => opened(personal, row));
}

/** Keeps everything about a person from being erased. One that is held already stays so, for the first reason. @throws {ProblemError} `privacy.unknown-person` */
export async function setHold(ctx: Ctx, personal: PersonalFields, person: string, reason: string, by: Actor): Promise<void> {
  if ((await selectRows(ctx, "SELECT FROM persons WHERE id = $1 FOR SHARE", [person])).length === 0)
    throw new ProblemError(PRIVACY_PROBLEMS.unknownPerson);
  const set = await selectRows(
    ctx,
    // One that follows another at once begins after it.
    `INSERT INTO legal_holds (person_id, reason_sealed, set_at)
     SELECT $1::text, $2::bytea, greatest($3::timestamptz, max(set_at) + interval '1 millisecond') FROM legal_holds WHERE person_id = $1
     ON CONFLICT (person_id) WHERE lifted_at IS NULL DO NOTHING RETURNING person_id`,
    [person, personal.seal(FIELD, person, reason), ctx.clock.now()],
  );
  if (set.length > 0) record(ctx, { action: "person.held", by, subject: person });
}

/** Ends a hold; the reason why is kept beside that of its beginning. One that is lifted already stays so. */
export async function liftHold(ctx: Ctx, personal: PersonalFields, person: string, reason: string, by: Actor): Promise<void> {
  const hold = await findHold(ctx, personal, person, "FOR UPDATE");
  if (hold === undefined) return;
  await ctx.tx.query("UPDATE legal_holds SET lifted_at = $2, reason_sealed = $3 WHERE person_id = $1 AND lifted_at IS NULL", [
    ...[person, ctx.clock.now()],
    // Under the key of somebody who was erased, as a restored dump may have it, nothing is sealed any more.
    hold.reason === null ? null : personal.seal(FIELD, person, `${hold.reason}\nLifted: ${reason}`),
  ]);
  record(ctx, { action: "person.released", by, subject: person });
}
