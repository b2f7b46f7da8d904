import type { InstallationRole } from "@waybill/protocol/permissions/roles";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import type { PersonalFields } from "../../../platform/personal/personal-fields.ts";
import { normalEmail } from "../passwords/passwords.store.ts";

export interface InstallationRoleRow {
  person: string;
  /** Sealed under the person's key. */
  email: Buffer | null;
  wallets: Address[];
  role: InstallationRole;
  since: Date;
}

/** What a person is in the whole installation. */
export async function installationRolesOf(ctx: Pick<Ctx, "tx">, person: string): Promise<InstallationRole[]> {
  const rows = await selectRows<{ role: InstallationRole }>(ctx, "SELECT role FROM installation_roles WHERE person_id = $1 ORDER BY role", [
    person,
  ]);
  return rows.map(({ role }) => role);
}

export async function listInstallationRoles(ctx: Pick<Ctx, "tx">): Promise<InstallationRoleRow[]> {
  return selectRows<InstallationRoleRow>(
    ctx,
    `SELECT r.person_id AS person, p.email_sealed AS email, r.role, r.given_at AS since,
       ARRAY(SELECT w.account FROM person_wallets w WHERE w.person_id = r.person_id ORDER BY w.added_at, w.account) AS wallets
     FROM installation_roles r LEFT JOIN person_passwords p USING (person_id) ORDER BY r.role, r.given_at, r.person_id LIMIT 500`,
  );
}

/** False when the person has the role already. */
export async function insertInstallationRole(
  { tx, clock }: Pick<Ctx, "tx" | "clock">,
  person: string,
  role: InstallationRole,
): Promise<boolean> {
  const given = await selectRows(
    { tx },
    "INSERT INTO installation_roles (person_id, role, given_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING role",
    [person, role, clock.now()],
  );
  return given.length > 0;
}

/** False when the person does not have the role. */
export async function deleteInstallationRole(ctx: Pick<Ctx, "tx">, person: string, role: InstallationRole): Promise<boolean> {
  const taken = await selectRows(ctx, "DELETE FROM installation_roles WHERE person_id = $1 AND role = $2 RETURNING role", [person, role]);
  return taken.length > 0;
}

/** Whoever becomes admin, or is asked whether it is one, waits for others until they have committed. */
export async function lockAdmins({ tx }: Pick<Ctx, "tx">): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('installation admins', 0))");
}

/** Two that are taken at once are counted one after the other. */
export async function lockAndCountAdmins({ tx }: Pick<Ctx, "tx">): Promise<number> {
  await lockAdmins({ tx });
  const [row] = await selectRows<{ count: number }>({ tx }, "SELECT waybill_count_admins() AS count");
  return row?.count ?? 0;
}

/** The person of an id, a wallet, or an e-mail address. */
export async function findPerson(ctx: Pick<Ctx, "tx">, personal: PersonalFields, named: string): Promise<string | undefined> {
  const [row] = await selectRows<{ person: string }>(
    ctx,
    `SELECT id AS person FROM persons WHERE id = $1
     UNION SELECT person_id FROM person_wallets WHERE lower(account) = lower($1)
     UNION SELECT person_id FROM person_passwords WHERE email_index = $2`,
    [named, personal.index("email", normalEmail(named))],
  );
  return row?.person;
}
