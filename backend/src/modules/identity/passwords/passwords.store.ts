import { selectRows, type Ctx } from "../../../platform/context.ts";
import type { PersonalFields } from "../../../platform/personal/personal-fields.ts";

/** The one spelling under which an address is kept and found. */
export function normalEmail(email: string): string {
  return email.normalize("NFC").trim().toLowerCase();
}

function indexOf(personal: PersonalFields, email: string): string {
  return personal.index("email", normalEmail(email));
}

export async function findByEmail(
  ctx: Pick<Ctx, "tx">,
  personal: PersonalFields,
  email: string,
): Promise<{ person: string; hash: string } | undefined> {
  const [row] = await selectRows<{ person: string; hash: string }>(
    ctx,
    "SELECT person_id AS person, hash FROM person_passwords WHERE email_index = $1",
    [indexOf(personal, email)],
  );
  return row;
}

export async function emailOf(ctx: Pick<Ctx, "tx">, personal: PersonalFields, person: string): Promise<string | null> {
  const [row] = await selectRows<{ email: Buffer }>(ctx, "SELECT email_sealed AS email FROM person_passwords WHERE person_id = $1", [
    person,
  ]);
  return personal.open("person_passwords.email", person, row?.email ?? null);
}

/** Whether a person signs in by an address. */
export async function hasEmail(ctx: Pick<Ctx, "tx">, person: string): Promise<boolean> {
  return (await selectRows(ctx, "SELECT FROM person_passwords WHERE person_id = $1", [person])).length > 0;
}

/** False when somebody has the address already. */
export async function insertPassword(
  { tx, clock }: Ctx,
  personal: PersonalFields,
  { person, email, hash }: { person: string; email: string; hash: string },
): Promise<boolean> {
  const rows = await selectRows(
    { tx },
    `INSERT INTO person_passwords (person_id, email_index, hash, changed_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (email_index) DO NOTHING RETURNING person_id`,
    [person, indexOf(personal, email), hash, clock.now()],
  );
  if (rows.length === 0) return false;
  // Only now: sealing makes a key, which no rollback takes back.
  const sealed = personal.seal("person_passwords.email", person, normalEmail(email));
  await tx.query("UPDATE person_passwords SET email_sealed = $2 WHERE person_id = $1", [person, sealed]);
  return true;
}

export async function updatePassword({ tx, clock }: Ctx, person: string, hash: string): Promise<void> {
  await tx.query("UPDATE person_passwords SET hash = $2, changed_at = $3 WHERE person_id = $1", [person, hash, clock.now()]);
}
