import { ROLES, rolesWithin, type MemberRole } from "@waybill/protocol/permissions/roles";
import type { MemberList } from "@waybill/protocol/schemas/api/members";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { roleNames } from "@waybill/protocol/typed-data/roles";
import { record, type Actor } from "../../../platform/audit.ts";
import type { Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { organisationOf, personOf, type Principal } from "../../../platform/http/principal.ts";
import { newId } from "../../../platform/ids.ts";
import { consenting } from "../../../platform/personal/consents.ts";
import type { PersonalFields } from "../../../platform/personal/personal-fields.ts";
import { show } from "../../../platform/personal/show.ts";
import { newSecret } from "../../../platform/secrets.ts";
import { IDENTITY_PROBLEMS } from "../identity.errors.ts";
import type { ActorChain } from "../identity.ports.ts";
import { takeInstallationInvitation } from "../installation/installation-invitations.store.ts";
import { lockAdmins } from "../installation/installation-roles.store.ts";
import { insertPassword } from "../passwords/passwords.store.ts";
import { endResets } from "../resets/resets.store.ts";
import { insertPerson } from "../sessions/persons.store.ts";
import { setSessionAccount } from "../sessions/sessions.store.ts";
import {
  addMember,
  endInvitations,
  insertInvitation,
  isInvitationGood,
  listMembers,
  removeMember,
  setMemberRole,
  takeInvitation,
  type MemberRow,
} from "./members.store.ts";

/** How long an invitation can be taken. */
export const INVITATION_MILLISECONDS = 7 * 86_400_000;

/** What is asked about an organisation. */
type Chain = Pick<ActorChain, "actorsByAccount" | "requireUpToDate">;

/**
 * An invitation to act for one's organisation: whoever has the token can take it once, within a week.
 *
 * @param wish what whoever takes it will be; otherwise what the organisation is
 * @throws {ProblemError} `identity.role-not-held`
 */
export async function invite(
  ctx: Ctx,
  chain: Chain,
  principal: Principal | null,
  wish?: MemberRole,
): Promise<{ token: string; expiresAt: string }> {
  return inviteTo(ctx, chain, { account: organisationOf(principal), role: wish, by: principal });
}

/** The same to an organisation that need not be one's own. @throws {ProblemError} `identity.role-not-held` */
export async function inviteTo(
  ctx: Ctx,
  chain: Chain,
  { account, role: wish, by }: { account: Address; role: MemberRole | undefined; by: Principal | null },
): Promise<{ token: string; expiresAt: string }> {
  const roles = await rolesToGive(ctx, chain, account);
  const role = wish ?? roles.find((one) => ROLES[one].chainRoles.length > 0) ?? "auditor";
  checkHeld(roles, role);
  const token = newSecret(ctx.random);
  const id = newId(ctx.random);
  const expiresAt = new Date(ctx.clock.now().getTime() + INVITATION_MILLISECONDS);
  await insertInvitation(ctx, { id, token, account, person: personOf(by).person, role, expiresAt });
  record(ctx, { action: "member.invited", by, account, subject: id, details: { role } });
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
export async function joinAsNew(
  ctx: Ctx,
  personal: PersonalFields,
  { invitation, email, hash }: { invitation: string; email: string; hash: string },
) {
  const person = newId(ctx.random);
  await insertPerson(ctx, person);
  // Whoever takes it is known from here on, and by nothing else yet.
  const by = { kind: "session", credential: person, person, account: null } as const;
  const account = await take(ctx, { invitation, person, by });
  if (!(await insertPassword(ctx, personal, { person, email, hash }))) throw new ProblemError(IDENTITY_PROBLEMS.emailTaken);
  return { person, account };
}

/** What an invitation makes somebody: one of an organisation, whose account is answered, or admin or auditor of the installation. */
async function take(
  ctx: Ctx,
  { invitation, person, by }: { invitation: string; person: string; by: Actor | null },
): Promise<Address | null> {
  const taken = await takeInvitation(ctx, invitation);
  if (taken !== undefined) {
    await addMember(ctx, { ...taken, person });
    record(ctx, { action: "member.joined", by, account: taken.account, subject: person });
    return taken.account;
  }
  const role = await takeInstallationInvitation(ctx, invitation, person);
  if (role === undefined) throw new ProblemError(IDENTITY_PROBLEMS.invitationUsed);
  record(ctx, { action: "installation-role.given", by, subject: person, details: { role, how: "invitation" } });
  return null;
}

/** Somebody who is signed in takes an invitation; the session acts for its organisation from then on, and links that reset its password end. @throws {ProblemError} `identity.invitation-used` */
export async function joinAsKnown(ctx: Ctx, principal: Principal | null, invitation: string): Promise<void> {
  const { person, credential } = personOf(principal);
  // A link that is being made for who is nothing more yet is waited for, and ends with the others.
  await lockAdmins(ctx);
  const account = await take(ctx, { invitation, person, by: principal });
  await endResets(ctx, { of: person });
  if (account !== null) await setSessionAccount(ctx, credential, account);
}

/** An organisation's people, and what its admin can make them. */
export async function memberViews(
  ctx: Pick<Ctx, "tx">,
  { chain, personal }: { chain: Chain; personal: PersonalFields },
  principal: Principal | null,
): Promise<MemberList> {
  const account = organisationOf(principal);
  const roles = await rolesToGive(ctx, chain, account);
  const rows = await listMembers(ctx, account);
  const shown = await consenting(
    ctx,
    "address-to-organisation",
    rows.map(({ person }) => person),
  );
  const addressOf = ({ person, email }: Pick<MemberRow, "person" | "email">) => {
    const text = personal.open("person_passwords.email", person, email);
    return show(principal, "members.email", { text, person, isConsented: shown.has(person) });
  };
  const items = rows.map(({ person, email, role, since }) => ({
    ...{ person, email: addressOf({ person, email }), role },
    ...{ isInForce: roles.includes(role), since: since.toISOString() },
  }));
  return { items, roles };
}

/** Makes somebody something else, for running sessions as well; open invitations and links of one who is admin no more end. @throws {ProblemError} `identity.unknown-member`, `identity.role-not-held` */
export async function changeRole(
  ctx: Ctx,
  chain: Chain,
  principal: Principal | null,
  { person, role }: { person: string; role: MemberRole },
): Promise<void> {
  const account = organisationOf(principal);
  checkHeld(await rolesToGive(ctx, chain, account), role);
  if (!(await setMemberRole(ctx, account, person, role))) throw new ProblemError(IDENTITY_PROBLEMS.unknownMember);
  if (role !== "admin") await endWhatAdminMade(ctx, account, person);
  record(ctx, { action: "member.changed", by: principal, subject: person, details: { role } });
}

/** What an organisation can make its people. @throws {ProblemError} 503 while that is not known */
async function rolesToGive(ctx: Pick<Ctx, "tx">, chain: Chain, account: Address): Promise<MemberRole[]> {
  const actor = (await chain.actorsByAccount(ctx, [account])).get(account);
  if (!actor) await chain.requireUpToDate(ctx);
  return rolesWithin(roleNames(actor?.roles ?? 0));
}

function checkHeld(roles: readonly MemberRole[], role: MemberRole): void {
  if (roles.includes(role)) return;
  throw new ProblemError(IDENTITY_PROBLEMS.roleNotHeld, { errors: [{ pointer: "/role", message: `must be one of ${roles.join(", ")}` }] });
}

/** Their sessions act for the organisation no more, at once, and their invitations lead nowhere: not back, either. @throws {ProblemError} `identity.unknown-member` */
export async function dismiss(ctx: Ctx, principal: Principal | null, person: string): Promise<void> {
  return dismissFrom(ctx, { account: organisationOf(principal), person, by: principal });
}

/** The same at an organisation that need not be one's own. @throws {ProblemError} `identity.unknown-member` */
export async function dismissFrom(
  ctx: Ctx,
  { account, person, by }: { account: Address; person: string; by: Principal | null },
): Promise<void> {
  if (!(await removeMember(ctx, account, person))) throw new ProblemError(IDENTITY_PROBLEMS.unknownMember);
  await endWhatAdminMade(ctx, account, person);
  record(ctx, { action: "member.removed", by, account, subject: person });
}

async function endWhatAdminMade(ctx: Ctx, account: Address, person: string): Promise<void> {
  await endInvitations(ctx, account, person);
  await endResets(ctx, { by: person });
}
