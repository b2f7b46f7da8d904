import { fail } from "./fail.ts";
import type { Io } from "./token.ts";

/** `warehouse token <id>`, `warehouse staff add <name>`, `warehouse device add <name>`: the line between shop and warehouse, who works there, and at what. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  if (args[0] === "token") return (await import("./warehouse-token.ts")).run(args, io);
  if (args[0] === "staff") return (await import("./warehouse-staff.ts")).run(args, io);
  if (args[0] === "device") return (await import("./warehouse-device.ts")).run(args, io);
  return fail(io, "Usage: npm run waybill -- warehouse token <id> | warehouse staff add <name> [--lead] | warehouse device add <name>\n");
}
