import type { App } from "../../platform/app.ts";

/** Opens the newest address: with keys of another installation nobody must sign in, as it would be given new ones. @throws Error that says what to do */
export async function checkKeys({ db, personal, config }: App): Promise<void> {
  const { rows } = await db.pool.query<{ person: string; email: Buffer }>(
    "SELECT person_id AS person, email_sealed AS email FROM person_passwords WHERE email_sealed IS NOT NULL ORDER BY changed_at DESC LIMIT 1",
  );
  const [newest] = rows;
  if (newest === undefined) return;
  try {
    personal.open("person_passwords.email", newest.person, newest.email);
  } catch (cause) {
    const { keyFile, dataKeys } = config.personal;
    throw new Error(
      `${keyFile} and ${dataKeys} do not hold the keys of this database: bring them from where it came, or see docs/privacy.md.`,
      {
        cause,
      },
    );
  }
}
