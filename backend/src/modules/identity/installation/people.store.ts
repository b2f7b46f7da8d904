import type { InstallationRole, MemberRole } from "@waybill/protocol/permissions/roles";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import type { TimePlace } from "../../../platform/http/time-page.ts";

export interface PersonRow {
  person: string;
  /** Sealed under the person's key. */
  email: Buffer | null;
  wallets: Address[];
  memberships: { account: Address; role: MemberRole }[];
  installationRoles: InstallationRole[];
  hasSecondFactor: boolean;
  hasPasskey: boolean;
  waysInChangedAt: Date | null;
  sessions: number;
  lastUsedAt: Date | null;
  createdAt: Date;
}

/** What narrows the list; null does not. */
export interface PeopleFilter {
  /** An id or a wallet. */
  named: string | null;
  account: string | null;
  role: InstallationRole | "none" | null;
}

/** Everybody, the newest first; one more than `limit`. */
export async function listPeople(
  ctx: Pick<Ctx, "tx" | "clock">,
  { named, account, role }: PeopleFilter,
  { after, limit }: { after: TimePlace | null; limit: number },
): Promise<PersonRow[]> {
  return selectRows<PersonRow>(
    ctx,
    `SELECT p.id AS person, w.email_sealed AS email, p.created_at AS "createdAt", p.ways_in_changed_at AS "waysInChangedAt",
       ARRAY(SELECT account FROM person_wallets WHERE person_id = p.id ORDER BY added_at, account) AS wallets,
       (SELECT coalesce(json_agg(json_build_object('account', m.account, 'role', m.role) ORDER BY m.since, m.account), '[]')
        FROM memberships m WHERE m.person_id = p.id) AS memberships,
       ARRAY(SELECT r.role FROM installation_roles r WHERE r.person_id = p.id ORDER BY r.role) AS "installationRoles",
       EXISTS (SELECT FROM person_totp t WHERE t.person_id = p.id AND t.confirmed_at IS NOT NULL) AS "hasSecondFactor",
       EXISTS (SELECT FROM passkeys k WHERE k.person_id = p.id) AS "hasPasskey",
       (SELECT count(*)::int FROM sessions s WHERE s.person_id = p.id AND s.ended_at IS NULL AND s.expires_at > $1 AND s.idle_at > $1) AS sessions,
       (SELECT max(s.used_at) FROM sessions s WHERE s.person_id = p.id) AS "lastUsedAt"
     FROM persons p LEFT JOIN person_passwords w ON w.person_id = p.id
     WHERE ($2::timestamptz IS NULL OR (p.created_at, p.id) < ($2, $3))
       AND ($4::text IS NULL OR p.id = $4
         OR EXISTS (SELECT FROM person_wallets x WHERE x.person_id = p.id AND lower(x.account) = lower($4)))
       AND ($5::text IS NULL OR EXISTS (SELECT FROM memberships m WHERE m.person_id = p.id AND lower(m.account) = lower($5))
         OR EXISTS (SELECT FROM person_wallets x WHERE x.person_id = p.id AND lower(x.account) = lower($5)))
       AND ($6::text IS NULL OR CASE $6 WHEN 'none' THEN NOT EXISTS (SELECT FROM installation_roles r WHERE r.person_id = p.id)
         ELSE EXISTS (SELECT FROM installation_roles r WHERE r.person_id = p.id AND r.role = $6) END)
     ORDER BY p.created_at DESC, p.id DESC LIMIT $7`,
    [...[ctx.clock.now(), after?.at ?? null, after?.id ?? null], ...[named, account, role, limit + 1]],
  );
}
