import { parseArgs } from "node:util";
import { deviceName } from "@waybill/protocol/schemas/warehouse/floor";
import { systemClock } from "../platform/clock.ts";
import { systemRandom } from "../platform/ids.ts";
import { addDevice } from "../warehouse/devices/add-device.ts";
import { fail } from "./fail.ts";
import type { Io } from "./token.ts";
import { withWarehouse } from "./with-warehouse.ts";

const USAGE = "Usage: npm run waybill -- warehouse device add <name>\n";

/**
 * `warehouse device add <name>`: a code that makes a device of a warehouse known. Reads DATABASE_URL, of the warehouse.
 *
 * @returns 0, or 1 with one sentence on standard error
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const given = readArguments(args);
  if (given === undefined) return fail(io, USAGE);
  const name = deviceName.safeParse(given.normalize("NFC"));
  if (!name.success) return fail(io, `The name of a device ${name.error.issues[0]?.message}.\n`);
  return withWarehouse(io, async (dataSource) => {
    const { code } = await dataSource.transaction((tx) =>
      addDevice({ tx, clock: systemClock, random: systemRandom }, { name: name.data, by: "operator" }),
    );
    io.stdout.write(`Open the pages of the warehouse at ${name.data}, sign in, and write this code there within 15 minutes:\n${code}\n`);
    return 0;
  });
}

function readArguments(args: readonly string[]): string | undefined {
  try {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true });
    const [subject, act, name, ...rest] = positionals;
    return subject === "device" && act === "add" && rest.length === 0 ? name : undefined;
  } catch {
    return undefined;
  }
}
