import { selectRows, type Ctx } from "../../../platform/context.ts";
import { hashOfSecret } from "../../../platform/secrets.ts";

/** The authenticator app of a person. Nothing asks for it until one of its codes has been seen. */
export interface TotpRow {
  /** Null until what an older version sealed otherwise is sealed anew. */
  secret: Buffer | null;
  confirmedAt: Date | null;
  lastStep: number | null;
}

export async function findTotp(ctx: Pick<Ctx, "tx">, person: string): Promise<TotpRow | undefined> {
  const [row] = await selectRows<Omit<TotpRow, "lastStep"> & { lastStep: string | null }>(
    ctx,
    `SELECT secret_sealed AS secret, confirmed_at AS "confirmedAt", last_step AS "lastStep" FROM person_totp WHERE person_id = $1`,
    [person],
  );
  return row && { ...row, lastStep: row.lastStep === null ? null : Number(row.lastStep) };
}

/** False when the person has one that is confirmed. */
export async function putTotp(ctx: Ctx, person: string, secret: Buffer): Promise<boolean> {
  const rows = await selectRows(
    ctx,
    `INSERT INTO person_totp AS t (person_id, secret_sealed) VALUES ($1, $2)
     ON CONFLICT (person_id) DO UPDATE SET secret_sealed = $2, secret = NULL, last_step = NULL WHERE t.confirmed_at IS NULL RETURNING person_id`,
    [person, secret],
  );
  return rows.length > 0;
}

/** Uses a time step up: of two that come with the same code one is told true. */
export async function takeStep(ctx: Pick<Ctx, "tx" | "clock">, person: string, step: number): Promise<boolean> {
  const rows = await selectRows(
    ctx,
    `UPDATE person_totp SET last_step = $2, confirmed_at = coalesce(confirmed_at, $3)
     WHERE person_id = $1 AND (last_step IS NULL OR last_step < $2) RETURNING person_id`,
    [person, step, ctx.clock.now()],
  );
  return rows.length > 0;
}

export async function deleteTotp({ tx }: Pick<Ctx, "tx">, person: string): Promise<void> {
  await tx.query("DELETE FROM recovery_codes WHERE person_id = $1", [person]);
  await tx.query("DELETE FROM person_totp WHERE person_id = $1", [person]);
}

export async function replaceRecoveryCodes({ tx }: Pick<Ctx, "tx">, person: string, codes: readonly string[]): Promise<void> {
  await tx.query("DELETE FROM recovery_codes WHERE person_id = $1", [person]);
  await tx.query("INSERT INTO recovery_codes (person_id, hash) SELECT $1, unnest($2::text[])", [person, codes.map(hashOfCode)]);
}

/** Uses a recovery code up. */
export async function takeRecoveryCode(ctx: Pick<Ctx, "tx" | "clock">, person: string, code: string): Promise<boolean> {
  const rows = await selectRows(
    ctx,
    "UPDATE recovery_codes SET used_at = $3 WHERE person_id = $1 AND hash = $2 AND used_at IS NULL RETURNING hash",
    [person, hashOfCode(code), ctx.clock.now()],
  );
  return rows.length > 0;
}

function hashOfCode(code: string): string {
  return hashOfSecret(code.replaceAll(/[\s-]/g, "").toUpperCase());
}
