import type { InstallationRole } from "@waybill/protocol/permissions/roles";
import type { InstallationRoleView } from "@waybill/protocol/schemas/api/members";
import { record, type Actor } from "../../../platform/audit.ts";
import type { Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import type { Principal } from "../../../platform/http/principal.ts";
import type { PersonalFields } from "../../../platform/personal/personal-fields.ts";
import { show } from "../../../platform/personal/show.ts";
import { IDENTITY_PROBLEMS } from "../identity.errors.ts";
import { endResets } from "../resets/resets.store.ts";
import { refuseOpened } from "../resets/ways-in.ts";
import { holdPerson } from "../sessions/persons.store.ts";
import { endInstallationInvitations } from "./installation-invitations.store.ts";
import { deleteInstallationRole, insertInstallationRole, listInstallationRoles, lockAndCountAdmins } from "./installation-roles.store.ts";
import { makeAdmin } from "./make-admin.ts";
import { isBoundByTwo, propose } from "./two-persons.service.ts";
import { deleteProposalsBy, hasTwoPersonRule } from "./two-persons.store.ts";

interface Given<By> {
  person: string;
  role: InstallationRole;
  /** Who gives or takes it. */
  by: By;
}

export async function installationRoleViews(
  ctx: Pick<Ctx, "tx">,
  personal: PersonalFields,
  principal: Principal | null,
): Promise<InstallationRoleView[]> {
  return (await listInstallationRoles(ctx)).map(({ since, email, ...row }) => ({
    ...{ ...row, since: since.toISOString() },
    email: show(principal, "people.email", { text: personal.open("person_passwords.email", row.person, email), person: row.person }),
  }));
}

/** Makes somebody admin or auditor of the whole installation; once more changes nothing. @throws {ProblemError} `identity.unknown-person` */
export async function giveInstallationRole(ctx: Ctx, { person, role, by }: Given<Actor | null>): Promise<void> {
  if (role === "admin") return makeAdmin(ctx, { person, by });
  if (!(await holdPerson(ctx, person))) throw new ProblemError(IDENTITY_PROBLEMS.unknownPerson);
  if (await insertInstallationRole(ctx, person, role))
    record(ctx, { action: "installation-role.given", by, subject: person, details: { role } });
}

/** The same by an admin, who under the two-person rule can only propose another admin. @throws {ProblemError} `identity.unknown-person`, `identity.ways-in-changed` */
export async function giveByAdmin(ctx: Ctx, given: Given<Principal | null>): Promise<"done" | "proposed"> {
  if (given.role === "admin" && (await isBoundByTwo(ctx))) {
    if (!(await holdPerson(ctx, given.person))) throw new ProblemError(IDENTITY_PROBLEMS.unknownPerson);
    await refuseOpened(ctx, given.person);
    return propose(ctx, given.by, "give-admin", given.person);
  }
  await giveInstallationRole(ctx, given);
  return "done";
}

/**
 * Takes it away again, for running sessions as well; what somebody who is admin no more proposed, whom it invited, and links that it made, end with that.
 *
 * @throws {ProblemError} `identity.last-admin`; `identity.last-two-admins` for whoever is not at a terminal
 */
export async function takeInstallationRole(ctx: Ctx, { person, role, by }: Given<Actor | null>): Promise<void> {
  const admins = role === "admin" ? await lockAndCountAdmins(ctx) : undefined;
  if (!(await deleteInstallationRole(ctx, person, role))) return;
  if (admins === 1) throw new ProblemError(IDENTITY_PROBLEMS.lastAdmin);
  if (admins === 2 && by !== "operator" && (await hasTwoPersonRule(ctx))) throw new ProblemError(IDENTITY_PROBLEMS.lastTwoAdmins);
  if (role === "admin") {
    await deleteProposalsBy(ctx, person);
    await endInstallationInvitations(ctx, { by: person });
    await endResets(ctx, { by: person });
  }
  record(ctx, { action: "installation-role.taken", by, subject: person, details: { role } });
}
