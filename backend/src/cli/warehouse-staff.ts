import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { addStaff, STAFF_NAME } from "../warehouse/staff/add-staff.ts";
import { systemClock } from "../platform/clock.ts";
import { systemRandom } from "../platform/ids.ts";
import { fail } from "./fail.ts";
import type { Io } from "./token.ts";
import { openWarehouseKeys } from "./warehouse-keys.ts";
import { withWarehouse } from "./with-warehouse.ts";

const USAGE = "Usage: npm run waybill -- warehouse staff add <name> [--lead]\n";

/**
 * `warehouse staff add <name>`: somebody who works in a warehouse, with a password that is printed once. Reads DATABASE_URL and WAYBILL_HOME, of the warehouse.
 *
 * @returns 0, or 1 with one sentence on standard error
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const asked = readArguments(args);
  if (asked === undefined) return fail(io, USAGE);
  if (!STAFF_NAME.test(asked.name)) return fail(io, "A name has 1 to 60 letters, digits, spaces, dots, hyphens, @ or _.\n");
  return withWarehouse(io, async (dataSource) => {
    const personal = await openWarehouseKeys(io, dataSource);
    if (typeof personal === "string") return fail(io, `${personal}\n`);
    const password = randomBytes(12).toString("base64url");
    await dataSource.transaction((tx) =>
      addStaff({ tx, clock: systemClock, random: systemRandom }, personal, { ...asked, password, by: "operator" }),
    );
    io.stdout.write(`${asked.name} signs in with this password, which is kept nowhere:\n${password}\n`);
    return 0;
  });
}

function readArguments(args: readonly string[]): { name: string; isLead: boolean } | undefined {
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { lead: { type: "boolean" } } });
    const [subject, act, name, ...rest] = positionals;
    if (subject !== "staff" || act !== "add" || name === undefined || rest.length > 0) return undefined;
    return { name: name.normalize("NFC"), isLead: values.lead === true };
  } catch {
    return undefined;
  }
}
