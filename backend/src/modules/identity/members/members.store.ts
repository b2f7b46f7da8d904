import type { MemberRole } from "@waybill/protocol/permissions/roles";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import { hashOfSecret } from "../../../platform/secrets.ts";

export interface MemberRow {
  person: string;
  /** Sealed. */
  email: Buffer | null;
  role: MemberRole;
  since: Date;
}

export async function insertInvitation(
  ctx: Ctx,
  {
    id,
    token,
    account,
    person,
    role,
    expiresAt,
  }: Record<"id" | "token" | "person", string> & { account: Address; role: MemberRole; expiresAt: Date },
) {
  await ctx.tx.query(
    "INSERT INTO invitations (id, hash, account, invited_by, role, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    [...[id, hashOfSecret(token), account, person, role], ...[ctx.clock.now(), expiresAt]],
  );
}

/** Whether an invitation can still be taken. */
export async function isInvitationGood(ctx: Pick<Ctx, "tx" | "clock">, token: string): Promise<boolean> {
  const rows = await selectRows(
    ctx,
    "SELECT FROM invitations WHERE hash = $1 AND used_at IS NULL AND ended_at IS NULL AND expires_at > $2",
    [hashOfSecret(token), ctx.clock.now()],
  );
  return rows.length > 0;
}

/** Uses an invitation to an organisation up: whoever comes second is told undefined, as for one that is unknown, ended or too old. */
export async function takeInvitation(ctx: Ctx, token: string): Promise<{ account: Address; role: MemberRole } | undefined> {
  // Somebody who is signed in sees no invitation to where it is not yet, but for the one whose secret it knows (migration 955).
  await ctx.tx.query("SELECT set_config('waybill.invitation', $1, true)", [hashOfSecret(token)]);
  const [row] = await selectRows<{ account: Address; role: MemberRole }>(
    ctx,
    `UPDATE invitations SET used_at = $2 WHERE hash = $1 AND account IS NOT NULL AND used_at IS NULL AND ended_at IS NULL AND expires_at > $2
     RETURNING account, role`,
    [hashOfSecret(token), ctx.clock.now()],
  );
  return row;
}

/** Ends the invitations to an organisation that a person made and nobody has taken. */
export async function endInvitations({ tx, clock }: Pick<Ctx, "tx" | "clock">, account: Address, person: string): Promise<void> {
  await tx.query("UPDATE invitations SET ended_at = $3 WHERE account = $1 AND invited_by = $2 AND used_at IS NULL AND ended_at IS NULL", [
    ...[account, person, clock.now()],
  ]);
}

export async function addMember(
  { tx, clock }: Ctx,
  { person, account, role }: { person: string; account: Address; role: MemberRole },
): Promise<void> {
  await tx.query("INSERT INTO memberships (person_id, account, role, since) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", [
    person,
    account,
    role,
    clock.now(),
  ]);
}

/** The people of an organisation, those who joined first first. */
export async function listMembers(ctx: Pick<Ctx, "tx">, account: Address): Promise<MemberRow[]> {
  return selectRows<MemberRow>(
    ctx,
    `SELECT m.person_id AS person, p.email_sealed AS email, m.role, m.since FROM memberships m LEFT JOIN person_passwords p USING (person_id)
     WHERE m.account = $1 ORDER BY m.since, m.person_id LIMIT 500`,
    [account],
  );
}

/** Makes somebody of an organisation something else in it; false when nobody of that name is in it. */
export async function setMemberRole(ctx: Pick<Ctx, "tx">, account: Address, person: string, role: MemberRole): Promise<boolean> {
  const set = await selectRows(ctx, "UPDATE memberships SET role = $3 WHERE account = $1 AND person_id = $2 RETURNING role", [
    ...[account, person, role],
  ]);
  return set.length > 0;
}

export async function removeMember(ctx: Pick<Ctx, "tx">, account: Address, person: string): Promise<boolean> {
  const gone = await selectRows(ctx, "DELETE FROM memberships WHERE account = $1 AND person_id = $2 RETURNING role", [account, person]);
  return gone.length > 0;
}

/** What a person is in an organisation; none when it is not in it. */
export async function rolesIn(ctx: Pick<Ctx, "tx">, person: string, account: Address): Promise<MemberRole[]> {
  const rows = await selectRows<{ role: MemberRole }>(ctx, "SELECT role FROM memberships WHERE person_id = $1 AND account = $2", [
    person,
    account,
  ]);
  return rows.map(({ role }) => role);
}

/** The organisations that a person has joined, the last one first. */
export async function organisationsOf(ctx: Pick<Ctx, "tx">, person: string): Promise<Address[]> {
  const rows = await selectRows<{ account: Address }>(
    ctx,
    "SELECT account FROM memberships WHERE person_id = $1 ORDER BY since DESC, account LIMIT 500",
    [person],
  );
  return rows.map(({ account }) => account);
}
