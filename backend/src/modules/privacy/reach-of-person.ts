import type { InstallationRole, MemberRole } from "@waybill/protocol/permissions/roles";
import type { PersonReach } from "@waybill/protocol/schemas/api/privacy";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import type { Principal } from "../../platform/http/principal.ts";
import type { PersonalFields } from "../../platform/personal/personal-fields.ts";
import { show } from "../../platform/personal/show.ts";
import { findHold } from "./legal-holds.ts";
import { PERSONAL_TABLES } from "./personal-tables.ts";
import { PRIVACY_PROBLEMS } from "./privacy.errors.ts";

interface Row {
  since: Date;
  email: Buffer | null;
  wallets: Address[];
  organisations: { account: Address; role: MemberRole }[];
  roles: InstallationRole[];
  open_sessions: string;
}

/**
 * Who somebody is, and what erasing it would take away and leave.
 *
 * @param principal who asks: by the table of masking it reads the address and the words of a hold
 * @throws {ProblemError} `privacy.unknown-person`
 */
export async function reachOfPerson(
  ctx: Pick<Ctx, "tx" | "clock">,
  personal: PersonalFields,
  principal: Principal | null,
  person: string,
): Promise<PersonReach> {
  const row = await readPerson(ctx, person);
  const isErased = row === undefined && personal.destroyed().includes(person);
  if (row === undefined && !isErased) throw new ProblemError(PRIVACY_PROBLEMS.unknownPerson);
  const hold = await findHold(ctx, personal, person);
  return {
    ...{ person, isErased, since: row?.since.toISOString() ?? null },
    email: show(principal, "people.email", { text: personal.open("person_passwords.email", person, row?.email ?? null), person }),
    ...{ wallets: row?.wallets ?? [], organisations: row?.organisations ?? [], installationRoles: row?.roles ?? [] },
    openSessions: Number(row?.open_sessions ?? 0),
    hold: hold ? { since: hold.since.toISOString(), reason: show(principal, "holds.reason", { text: hold.reason, person }) } : null,
    tables: await countRows(ctx, person),
  };
}

async function readPerson(ctx: Pick<Ctx, "tx" | "clock">, person: string): Promise<Row | undefined> {
  const [row] = await selectRows<Row>(
    ctx,
    `SELECT p.created_at AS since, (SELECT email_sealed FROM person_passwords w WHERE w.person_id = p.id) AS email,
       ARRAY(SELECT account FROM person_wallets w WHERE w.person_id = p.id ORDER BY added_at, account) AS wallets,
       coalesce((SELECT jsonb_agg(jsonb_build_object('account', account, 'role', role) ORDER BY since, account)
         FROM memberships m WHERE m.person_id = p.id), '[]') AS organisations,
       ARRAY(SELECT role FROM installation_roles r WHERE r.person_id = p.id ORDER BY role) AS roles,
       (SELECT count(*) FROM sessions s WHERE s.person_id = p.id AND ended_at IS NULL AND least(idle_at, expires_at) > $2) AS open_sessions
     FROM persons p WHERE p.id = $1`,
    [person, ctx.clock.now()],
  );
  return row;
}

async function countRows(ctx: Pick<Ctx, "tx">, person: string): Promise<PersonReach["tables"]> {
  const counts = PERSONAL_TABLES.map(
    ({ table, isAbout }) => `SELECT '${table}' AS "table", count(*) AS rows FROM ${table} WHERE ${isAbout}`,
  );
  const rows = await selectRows<{ table: string; rows: string }>(ctx, counts.join(" UNION ALL "), [person]);
  const stays = new Map(PERSONAL_TABLES.map((one) => [one.table, one.stays ?? null]));
  return rows
    .map((row) => ({ table: row.table, rows: Number(row.rows), stays: stays.get(row.table) ?? null }))
    .filter((row) => row.rows > 0);
}
