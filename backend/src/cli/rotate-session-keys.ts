import { join } from "node:path";
import { rotateSessionKeys } from "../modules/identity/sessions/session-keys.ts";
import { systemClock } from "../platform/clock.ts";
import { fail } from "./fail.ts";
import type { Io } from "./token.ts";

/**
 * `rotate-session-keys`: puts a new key in front of those that sign access tokens. Reads SESSION_KEYS_FILE, or WAYBILL_HOME.
 *
 * @returns 0, or 1 with one sentence on standard error
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
  if (args.length > 0) return fail(io, "Usage: npm run waybill -- rotate-session-keys\n");
  const { SESSION_KEYS_FILE: named, WAYBILL_HOME: home } = io.env ?? process.env;
  const path = named || join(home || ".waybill", "session-keys.json");
  try {
    const kid = await rotateSessionKeys(path, systemClock.now());
    io.stdout.write(`${kid} signs from now on; the key before is believed for a quarter of an hour more.\n`);
    return 0;
  } catch (error) {
    return fail(io, `${error instanceof Error ? error.message : String(error)}\n`);
  }
}
