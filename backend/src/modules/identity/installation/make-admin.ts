import { record, type Actor } from "../../../platform/audit.ts";
import type { Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { IDENTITY_PROBLEMS } from "../identity.errors.ts";
import { endResets } from "../resets/resets.store.ts";
import { holdPerson } from "../sessions/persons.store.ts";
import { endInstallationInvitations } from "./installation-invitations.store.ts";
import { insertInstallationRole, lockAndCountAdmins } from "./installation-roles.store.ts";
import { hasTwoPersonRule } from "./two-persons.store.ts";

/** Makes somebody admin of the installation; under the two-person rule no invitation makes one any more from then on. @throws {ProblemError} `identity.unknown-person` */
export async function makeAdmin(ctx: Ctx, { person, by }: { person: string; by: Actor | null }): Promise<void> {
  // What is decided by how many there are waits for this one: an invitation that is being made, the rule that is being switched on.
  await lockAndCountAdmins(ctx);
  if (!(await holdPerson(ctx, person))) throw new ProblemError(IDENTITY_PROBLEMS.unknownPerson);
  if (!(await insertInstallationRole(ctx, person, "admin"))) return;
  // What one admin could make alone before.
  await endResets(ctx, { of: person });
  if (await hasTwoPersonRule(ctx)) await endInstallationInvitations(ctx, "admin");
  record(ctx, { action: "installation-role.given", by, subject: person, details: { role: "admin" } });
}
