import type { InstallationRole, MemberRole } from "@waybill/protocol/permissions/roles";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import type { TimePlace } from "../../../platform/http/time-page.ts";

interface OpenInvitation {
  id: string;
  invitedBy: string;
  /** Of whoever invited, sealed under that person's key. */
  email: Buffer | null;
  createdAt: Date;
  expiresAt: Date;
}
/** To act for an organisation. */
export type ToOrganisation = OpenInvitation & { account: Address; role: MemberRole };
/** To run or audit the installation. */
export type ToInstallation = OpenInvitation & { account: null; role: InstallationRole };
export type OpenInvitationRow = ToOrganisation | ToInstallation;

/** What narrows the list; null does not. */
export interface InvitationFilter {
  /** To which organisation. */
  account: string | null;
  /** Who invited. */
  person: string | null;
  /** To this role in the installation. */
  role: InstallationRole | null;
}

/** That can still be taken, the newest first, one more than `limit`. The first admin's, which nobody made, is not one of them: with an admin it is good for nothing. */
export async function listOpenInvitations<Row extends OpenInvitationRow = OpenInvitationRow>(
  ctx: Pick<Ctx, "tx" | "clock">,
  { account, person, role }: InvitationFilter,
  { after, limit }: { after: TimePlace | null; limit: number },
): Promise<Row[]> {
  return selectRows<Row>(
    ctx,
    `SELECT i.id, i.account, i.role, i.invited_by AS "invitedBy", p.email_sealed AS email, i.created_at AS "createdAt", i.expires_at AS "expiresAt"
     FROM invitations i LEFT JOIN person_passwords p ON p.person_id = i.invited_by
     WHERE i.invited_by IS NOT NULL AND i.used_at IS NULL AND i.ended_at IS NULL AND i.expires_at > $1
       AND ($2::timestamptz IS NULL OR (i.created_at, i.id) < ($2, $3))
       AND ($4::text IS NULL OR lower(i.account) = lower($4)) AND ($5::text IS NULL OR i.invited_by = $5)
       AND ($6::text IS NULL OR (i.account IS NULL AND i.role = $6))
     ORDER BY i.created_at DESC, i.id DESC LIMIT $7`,
    [ctx.clock.now(), after?.at ?? null, after?.id ?? null, account, person, role, limit + 1],
  );
}

/**
 * Ends an open invitation, and answers to what it was. Undefined when there is none of that id any more: of whoever takes one and whoever withdraws
 * it at the same moment, one finds it.
 *
 * @param account the only organisation to which it may be; null for any, and for the installation
 */
export async function endOpenInvitation(
  ctx: Pick<Ctx, "tx" | "clock">,
  id: string,
  account: Address | null,
): Promise<Pick<OpenInvitationRow, "account" | "role"> | undefined> {
  const [ended] = await selectRows<Pick<OpenInvitationRow, "account" | "role">>(
    ctx,
    `UPDATE invitations SET ended_at = $2
     WHERE id = $1 AND invited_by IS NOT NULL AND used_at IS NULL AND ended_at IS NULL AND expires_at > $2 AND ($3::text IS NULL OR account = $3)
     RETURNING account, role`,
    [id, ctx.clock.now(), account],
  );
  return ended;
}
