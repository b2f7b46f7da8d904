import { NOBODY } from "@waybill/protocol/permissions/reach-of";
import { INSTALLATION_ROLES, MEMBER_ROLES, type Role } from "@waybill/protocol/permissions/roles";
import type { Scope } from "@waybill/protocol/permissions/scopes";
import type { Me } from "@waybill/protocol/schemas/api/identity";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { ROLE } from "@waybill/protocol/typed-data/roles";
import { issueToken } from "../../src/modules/identity/tokens.service.ts";
import { accountOf } from "../support/organisations.ts";
import { refresh, signedOf, signInAs } from "../support/sessions.ts";
import type { WholeBackend } from "./whole-backend.ts";

/** Somebody who asks. */
export interface Subject {
  title: string;
  /** Beside consumer. */
  roles: readonly Role[];
  installationRoles: readonly Role[];
  /** What its bearer token is good for. */
  scopes: readonly Scope[];
  token?: string;
}

/** Each role with the credential that such a one really has: sessions, keys, and nothing. */
export async function makeSubjects(backend: WholeBackend, organisation: string): Promise<Subject[]> {
  const account = accountOf(organisation).address;
  const subjects: Subject[] = [
    { title: "consumer", ...NOBODY, scopes: [] },
    {
      ...NOBODY,
      title: "customer",
      roles: ["customer"],
      scopes: ["session"],
      token: (await signInMember(backend, null, organisation)).token,
    },
    {
      ...NOBODY,
      title: "key of an auditor",
      installationRoles: ["auditor"],
      scopes: ["audit"],
      token: await keyFor(backend, account, ["audit"]),
    },
  ];
  for (const role of MEMBER_ROLES) {
    const { token } = await signInMember(backend, role, organisation);
    subjects.push({ ...NOBODY, title: role, roles: ["customer", role], scopes: ["session", "reports", "claims"], token });
  }
  for (const role of INSTALLATION_ROLES) {
    const { token } = await signInForInstallation(backend, role, `its ${role}`);
    subjects.push({ title: `${role} of the installation`, roles: ["customer"], installationRoles: [role], scopes: ["session"], token });
  }
  subjects.push({
    title: "admin of the installation, by a password alone",
    ...{ roles: ["customer"], installationRoles: ["admin"] },
    scopes: ["proof", "enrolment"],
    token: await signInByPasswordAlone(backend),
  });
  for (const scope of ["capture", "reports", "claims"] as const)
    subjects.push({
      ...NOBODY,
      title: `service for ${scope}`,
      roles: ["service"],
      scopes: [scope],
      token: await keyFor(backend, account, [scope]),
    });
  return subjects;
}

/** Makes the account of a name an actor, as the indexer would. */
export async function registerOrganisation({ app }: WholeBackend, name: string): Promise<void> {
  await app.db.pool.query(
    `INSERT INTO actor_changes (block_number, log_index, account, kind, roles, profile_hash, timestamp, transaction_hash)
     SELECT 1, count(*), $1, 'registered', $2, $3, 1767225600, $3 FROM actor_changes`,
    [accountOf(name).address, ROLE.producer | ROLE.carrier | ROLE.verifier, `0x${"11".repeat(32)}`],
  );
}

async function signInForInstallation(backend: WholeBackend, role: Role, name: string): Promise<{ token: string; cookie: string }> {
  const signed = await signInMember(backend, null, `installation, ${name}`);
  await backend.app.db.pool.query(
    "INSERT INTO installation_roles (person_id, role, given_at) SELECT person_id, $2, now() FROM person_wallets WHERE account = $1 ON CONFLICT DO NOTHING",
    [accountOf(`nobody of installation, ${name}`).address, role],
  );
  return signed;
}

async function signInByPasswordAlone(backend: WholeBackend): Promise<string> {
  const { token, cookie } = await signInForInstallation(backend, "admin", "by a password alone");
  const { session } = (await backend.request("GET", "/api/me", { token })).json<Me>();
  await backend.app.db.pool.query("UPDATE sessions SET amr = '{pwd}' WHERE id = $1", [session]);
  return signedOf(await refresh(backend, cookie)).accessToken;
}

/** Somebody signed in with a wallet, with a role in the organisation or in none. */
export async function signInMember(
  backend: WholeBackend,
  role: Role | null,
  organisation: string,
): Promise<{ token: string; cookie: string }> {
  const { pool } = backend.app.db;
  const name = `${role ?? "nobody"} of ${organisation}`;
  const { cookie } = await signInAs(backend, name);
  if (role !== null) {
    const account = accountOf(organisation).address;
    const { rows } = await pool.query<{ person: string }>(
      `INSERT INTO memberships (person_id, account, role, since) SELECT person_id, $2, $3, now() FROM person_wallets WHERE account = $1
       ON CONFLICT (person_id, account) DO UPDATE SET role = $3 RETURNING person_id AS person`,
      [accountOf(name).address, account, role],
    );
    await pool.query("UPDATE sessions SET account = $2 WHERE person_id = $1", [rows[0]?.person, account]);
  }
  const signed = signedOf(await refresh(backend, cookie));
  return { token: signed.accessToken, cookie: signed.cookie };
}

export async function keyFor({ app }: WholeBackend, account: Address, scopes: readonly Scope[]): Promise<string> {
  const { token } = await issueToken({ tx: app.db.dataSource.manager, clock: app.clock, random: app.random }, account, { scopes });
  return token;
}
