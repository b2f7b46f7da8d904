import type { InstallationRole } from "@waybill/protocol/permissions/roles";
import { accountOf } from "./organisations.ts";
import type { TestBackend } from "./backend.ts";
import { signInAs } from "./sessions.ts";

/** Access token of somebody who has a role in the whole installation. The backend has to take signatures of keys alone. */
export async function installationToken(backend: TestBackend, role: InstallationRole, name = `${role} of everything`): Promise<string> {
  const { accessToken } = await signInAs(backend, name);
  await backend.app.db.pool.query(
    `INSERT INTO installation_roles (person_id, role, given_at) SELECT person_id, $2, now() FROM person_wallets WHERE account = $1
     ON CONFLICT DO NOTHING`,
    [accountOf(name).address, role],
  );
  return accessToken;
}
