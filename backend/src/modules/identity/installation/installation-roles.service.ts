import type { InstallationRole } from "@waybill/protocol/permissions/roles";
import type { InstallationRoleView } from "@waybill/protocol/schemas/api/members";
import { record, type Actor } from "../../../platform/audit.ts";
import type { Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import type { PersonalFields } from "../../../platform/personal/personal-fields.ts";
import { IDENTITY_PROBLEMS } from "../identity.errors.ts";
import { holdPerson } from "../sessions/persons.store.ts";
import { deleteInstallationRole, insertInstallationRole, listInstallationRoles, lockAndCountAdmins } from "./installation-roles.store.ts";

interface Given {
  person: string;
  role: InstallationRole;
  /** Who gives or takes it. */
  by: Actor | null;
}

export async function installationRoleViews(ctx: Pick<Ctx, "tx">, personal: PersonalFields): Promise<InstallationRoleView[]> {
  return (await listInstallationRoles(ctx)).map(({ since, email, ...row }) => ({
    ...{ ...row, since: since.toISOString() },
    email: personal.open("person_passwords.email", row.person, email),
  }));
}

/** Makes somebody admin or auditor of the whole installation; once more changes nothing. @throws {ProblemError} `identity.unknown-person` */
export async function giveInstallationRole(ctx: Ctx, { person, role, by }: Given): Promise<void> {
  if (!(await holdPerson(ctx, person))) throw new ProblemError(IDENTITY_PROBLEMS.unknownPerson);
  if (await insertInstallationRole(ctx, person, role))
    record(ctx, { action: "installation-role.given", by, subject: person, details: { role } });
}

/** Takes it away again, for running sessions as well. @throws {ProblemError} `identity.last-admin` */
export async function takeInstallationRole(ctx: Ctx, { person, role, by }: Given): Promise<void> {
  const admins = role === "admin" ? await lockAndCountAdmins(ctx) : undefined;
  if (!(await deleteInstallationRole(ctx, person, role))) return;
  if (admins === 1) throw new ProblemError(IDENTITY_PROBLEMS.lastAdmin);
  record(ctx, { action: "installation-role.taken", by, subject: person, details: { role } });
}
