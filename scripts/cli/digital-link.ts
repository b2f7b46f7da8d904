import { canonicalDigitalLink } from "../../protocol/src/identifiers/digital-link.ts";
import type { CliIo } from "./verify.ts";

const WRONG_USAGE = 3;

/** `waybill digital-link`: prints canonical Digital Links, one a line. Resolves with the exit code: 0 printed, 1 some identifier is no GS1 key, 3 wrong usage. */
export async function run(args: string[], io: CliIo): Promise<number> {
  if (args.length === 0) {
    io.stderr.write("Name an identifier; --help shows how.\n");
    return WRONG_USAGE;
  }
  let exitCode = 0;
  for (const identifier of args) {
    const link = canonicalDigitalLink(identifier.trim());
    if (link === undefined) {
      io.stderr.write(`${identifier} is neither a GS1 Digital Link nor an EPC URN.\n`);
      exitCode = 1;
    } else {
      io.stdout.write(`${link}\n`);
    }
  }
  return exitCode;
}
