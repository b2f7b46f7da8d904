import { selectRows, type Ctx } from "../../../platform/context.ts";

/** The one spelling under which an address is kept and found. */
export function normalEmail(email: string): string {
  return email.normalize("NFC").trim().toLowerCase();
}

export async function findByEmail(ctx: Pick<Ctx, "tx">, email: string): Promise<{ person: string; hash: string } | undefined> {
  const [row] = await selectRows<{ person: string; hash: string }>(
    ctx,
    "SELECT person_id AS person, hash FROM person_passwords WHERE email = $1",
    [normalEmail(email)],
  );
  return row;
}

export async function emailOf(ctx: Pick<Ctx, "tx">, person: string): Promise<string | null> {
  const [row] = await selectRows<{ email: string }>(ctx, "SELECT email FROM person_passwords WHERE person_id = $1", [person]);
  return row?.email ?? null;
}

/** False when somebody has the address already. */
export async function insertPassword({ tx, clock }: Ctx, password: { person: string; email: string; hash: string }): Promise<boolean> {
  const rows = await selectRows(
    { tx },
    `INSERT INTO person_passwords (person_id, email, hash, changed_at) VALUES ($1, $2, $3, $4) ON CONFLICT (email) DO NOTHING RETURNING email`,
    [password.person, normalEmail(password.email), password.hash, clock.now()],
  );
  return rows.length > 0;
}

export async function updatePassword({ tx, clock }: Ctx, person: string, hash: string): Promise<void> {
  await tx.query("UPDATE person_passwords SET hash = $2, changed_at = $3 WHERE person_id = $1", [person, hash, clock.now()]);
}
