import { INSTALLATION_ROLES, type InstallationRole } from "@waybill/protocol/permissions/roles";
import type { DataSource } from "typeorm";
import { giveInstallationRole, takeInstallationRole } from "../modules/identity/installation/installation-roles.service.ts";
import { findPerson } from "../modules/identity/installation/installation-roles.store.ts";
import { systemClock } from "../platform/clock.ts";
import { systemRandom } from "../platform/ids.ts";
import { openPersonalFields } from "../platform/personal/personal-fields.ts";
import { asOperator } from "./as-operator.ts";
import { fail } from "./fail.ts";
import { personalPlaces } from "./personal-places.ts";
import type { Io } from "./token.ts";
import { withDatabase } from "./with-database.ts";

const USAGE = `Usage: npm run waybill -- role <person> ${INSTALLATION_ROLES.join("|")} [--take], a person by e-mail address, wallet or id.\n`;

/**
 * `role <person> admin|auditor [--take]`: makes somebody who has signed in before admin or auditor of the whole installation, or takes that away.
 * Reads DATABASE_URL, PERSONAL_KEY_FILE and PERSONAL_DATA_KEYS.
 *
 * @returns 0, or 1 with one sentence on standard error
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const isTaken = args.includes("--take");
  const [named, wish, ...rest] = args.filter((word) => word !== "--take");
  const role = INSTALLATION_ROLES.find((one) => one === wish);
  if (named === undefined || role === undefined || rest.length > 0) return fail(io, USAGE);
  return withDatabase(io, async (dataSource) => {
    const personal = openPersonalFields({ personal: personalPlaces(io) }, { clock: systemClock, random: systemRandom });
    const person = await findPerson({ tx: dataSource.manager }, personal, named);
    if (person === undefined) return fail(io, `Nobody has signed in as "${named}" yet.\n`);
    await change(dataSource, { person, role, isTaken });
    io.stdout.write(`${person} is ${isTaken ? "no longer" : "now"} ${role} of this installation.\n`);
    return 0;
  });
}

function change(
  dataSource: DataSource,
  { person, role, isTaken }: { person: string; role: InstallationRole; isTaken: boolean },
): Promise<void> {
  const given = { person, role, by: "operator" as const };
  return asOperator(dataSource, (ctx) => (isTaken ? takeInstallationRole(ctx, given) : giveInstallationRole(ctx, given)));
}
