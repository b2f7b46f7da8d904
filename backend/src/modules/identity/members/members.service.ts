import type { MemberView } from "@waybill/protocol/schemas/api/identity";
import { record } from "../../../platform/audit.ts";
import type { Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { organisationOf, personOf, type Principal } from "../../../platform/http/principal.ts";
import { newId } from "../../../platform/ids.ts";
import { newSecret } from "../../../platform/secrets.ts";
import { IDENTITY_PROBLEMS } from "../identity.errors.ts";
import { insertPassword } from "../passwords/passwords.store.ts";
import { insertPerson } from "../sessions/persons.store.ts";
import { setSessionAccount } from "../sessions/sessions.store.ts";
import { addMember, insertInvitation, isInvitationGood, listMembers, removeMember, takeInvitation } from "./members.store.ts";

const INVITATION_MILLISECONDS = 7 * 86_400_000;
/** What people who are invited are in the organisation. */
const MEMBER_ROLE = "supplier";

/** An invitation to act for one's organisation: whoever has the token can take it once, within a week. */
export async function invite(ctx: Ctx, principal: Principal | null): Promise<{ token: string; expiresAt: string }> {
  const account = organisationOf(principal);
  const token = newSecret(ctx.random);
  const expiresAt = new Date(ctx.clock.now().getTime() + INVITATION_MILLISECONDS);
  await insertInvitation(ctx, { token, account, person: personOf(principal).person, expiresAt });
  record(ctx, { action: "member.invited", by: principal });
  return { token, expiresAt: expiresAt.toISOString() };
}

/** Looks before the costly hashing of a password. @throws {ProblemError} `identity.invitation-used` */
export async function checkInvitation(ctx: Pick<Ctx, "tx" | "clock">, invitation: string): Promise<void> {
  if (!(await isInvitationGood(ctx, invitation))) throw new ProblemError(IDENTITY_PROBLEMS.invitationUsed);
}

/**
 * A new person who takes an invitation, with an e-mail address and the hash of a password.
 *
 * @throws {ProblemError} `identity.invitation-used`, `identity.email-taken`; the invitation then stays good
 */
export async function joinAsNew(ctx: Ctx, { invitation, email, hash }: { invitation: string; email: string; hash: string }) {
  const account = await takeInvitation(ctx, invitation);
  if (account === undefined) throw new ProblemError(IDENTITY_PROBLEMS.invitationUsed);
  const person = newId(ctx.random);
  await insertPerson(ctx, person);
  if (!(await insertPassword(ctx, { person, email, hash }))) throw new ProblemError(IDENTITY_PROBLEMS.emailTaken);
  await addMember(ctx, { person, account, role: MEMBER_ROLE });
  record(ctx, { action: "member.joined", by: null, account, subject: person });
  return { person, account };
}

/** Somebody who is signed in takes an invitation; the session acts for the organisation from then on. @throws {ProblemError} `identity.invitation-used` */
export async function joinAsKnown(ctx: Ctx, principal: Principal | null, invitation: string): Promise<void> {
  const { person, credential } = personOf(principal);
  const account = await takeInvitation(ctx, invitation);
  if (account === undefined) throw new ProblemError(IDENTITY_PROBLEMS.invitationUsed);
  await addMember(ctx, { person, account, role: MEMBER_ROLE });
  await setSessionAccount(ctx, credential, account);
  record(ctx, { action: "member.joined", by: principal, account, subject: person });
}

export async function memberViews(ctx: Pick<Ctx, "tx">, principal: Principal | null): Promise<MemberView[]> {
  const rows = await listMembers(ctx, organisationOf(principal));
  return rows.map(({ since, ...row }) => ({ ...row, since: since.toISOString() }));
}

/** Their sessions act for the organisation no more, at once. @throws {ProblemError} `identity.unknown-member` */
export async function dismiss(ctx: Ctx, principal: Principal | null, person: string): Promise<void> {
  if (!(await removeMember(ctx, organisationOf(principal), person))) throw new ProblemError(IDENTITY_PROBLEMS.unknownMember);
  record(ctx, { action: "member.removed", by: principal, subject: person });
}
