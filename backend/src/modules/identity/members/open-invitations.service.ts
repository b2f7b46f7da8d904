import type { OpenInvitationView } from "@waybill/protocol/schemas/api/members";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { record } from "../../../platform/audit.ts";
import type { Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { organisationOf, type Principal } from "../../../platform/http/principal.ts";
import { pageByTime, type TimePlace } from "../../../platform/http/time-page.ts";
import { consenting } from "../../../platform/personal/consents.ts";
import type { PersonalFields } from "../../../platform/personal/personal-fields.ts";
import { show } from "../../../platform/personal/show.ts";
import { IDENTITY_PROBLEMS } from "../identity.errors.ts";
import { endOpenInvitation, listOpenInvitations, type ToOrganisation } from "./open-invitations.store.ts";

/** The invitations to one's organisation that can still be taken, the newest first. */
export async function invitationViews(
  ctx: Pick<Ctx, "tx" | "clock">,
  personal: PersonalFields,
  principal: Principal | null,
  { after, limit }: { after: TimePlace | null; limit: number },
): Promise<{ items: OpenInvitationView[]; next: string | null }> {
  const account = organisationOf(principal);
  const rows = await listOpenInvitations<ToOrganisation>(ctx, { account, person: null, role: null }, { after, limit });
  const shown = await consenting(
    ctx,
    "address-to-organisation",
    rows.map(({ invitedBy }) => invitedBy),
  );
  const viewOf = ({ id, role, invitedBy: person, email, createdAt, expiresAt }: ToOrganisation): OpenInvitationView => {
    const text = personal.open("person_passwords.email", person, email);
    return {
      ...{ id, role, invitedBy: person, email: show(principal, "members.email", { text, person, isConsented: shown.has(person) }) },
      ...{ createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() },
    };
  };
  return pageByTime(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }), viewOf);
}

/** Nobody takes that invitation to one's organisation any more. @throws {ProblemError} `identity.unknown-invitation`, when it was taken meanwhile, too */
export async function withdrawInvitation(ctx: Ctx, principal: Principal | null, id: string): Promise<void> {
  return endInvitationOf(ctx, { id, account: organisationOf(principal), by: principal });
}

/** The same of any invitation, with null for an account. @throws {ProblemError} `identity.unknown-invitation` */
export async function endInvitationOf(
  ctx: Ctx,
  { id, account, by }: { id: string; account: Address | null; by: Principal | null },
): Promise<void> {
  const ended = await endOpenInvitation(ctx, id, account);
  if (ended === undefined) throw new ProblemError(IDENTITY_PROBLEMS.unknownInvitation);
  const { role } = ended;
  if (ended.account === null) record(ctx, { action: "installation-role.invitation-withdrawn", by, subject: id, details: { role } });
  else record(ctx, { action: "member.invitation-withdrawn", by, account: ended.account, subject: id, details: { role } });
}
