import { selectRows, type Ctx } from "../../../platform/context.ts";
import { hashOfSecret } from "../../../platform/secrets.ts";

/** Keeps a link for a person; one that is open ends. @param madeBy null for somebody at a terminal */
export async function insertReset(
  ctx: Pick<Ctx, "tx" | "clock">,
  { token, person, madeBy, expiresAt }: { token: string; person: string; madeBy: string | null; expiresAt: Date },
): Promise<void> {
  await endResets(ctx, { of: person });
  await ctx.tx.query("INSERT INTO password_resets (hash, person_id, made_by, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)", [
    ...[hashOfSecret(token), person, madeBy, ctx.clock.now(), expiresAt],
  ]);
}

/** Whose link it is; undefined for one that is unknown, used or too old. */
export async function findReset(ctx: Pick<Ctx, "tx" | "clock">, token: string): Promise<string | undefined> {
  const [row] = await selectRows<{ person: string }>(
    ctx,
    "SELECT person_id AS person FROM password_resets WHERE hash = $1 AND used_at IS NULL AND expires_at > $2",
    [hashOfSecret(token), ctx.clock.now()],
  );
  return row?.person;
}

/** Uses a link up: whoever comes second is told false. */
export async function takeReset(ctx: Pick<Ctx, "tx" | "clock">, token: string): Promise<boolean> {
  const taken = await selectRows(
    ctx,
    "UPDATE password_resets SET used_at = $2 WHERE hash = $1 AND used_at IS NULL AND expires_at > $2 RETURNING hash",
    [hashOfSecret(token), ctx.clock.now()],
  );
  return taken.length > 0;
}

/** Ends open links: those of a person, or those that somebody made who is admin no more. */
export async function endResets({ tx, clock }: Pick<Ctx, "tx" | "clock">, which: { of: string } | { by: string }): Promise<void> {
  await tx.query(
    `UPDATE password_resets SET expires_at = $1 WHERE used_at IS NULL AND expires_at > $1 AND CASE WHEN $2 THEN person_id = $3 ELSE made_by = $3 END`,
    [clock.now(), "of" in which, "of" in which ? which.of : which.by],
  );
}

/** Notes that somebody else changed a person's ways in. */
export async function noteChangedWays({ tx, clock }: Pick<Ctx, "tx" | "clock">, person: string): Promise<void> {
  await tx.query("UPDATE persons SET ways_in_changed_at = $2 WHERE id = $1", [person, clock.now()]);
}

/** Whether somebody else changed a person's ways in after a time. */
export async function haveWaysChangedSince(ctx: Pick<Ctx, "tx">, person: string, time: Date): Promise<boolean> {
  return (await selectRows(ctx, "SELECT FROM persons WHERE id = $1 AND ways_in_changed_at > $2", [person, time])).length > 0;
}

/** Whether somebody is of the caller's organisation and nothing else: of no other, in no role in the installation, without a wallet. */
export async function isMemberAlone(ctx: Pick<Ctx, "tx">, person: string): Promise<boolean> {
  const [row] = await selectRows<{ alone: boolean }>(ctx, "SELECT waybill_is_member_alone($1) AS alone", [person]);
  return row?.alone === true;
}
