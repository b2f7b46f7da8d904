import { systemClock } from "../platform/clock.ts";
import { rotatePersonalKey } from "../platform/personal/rotate-personal-key.ts";
import { personalPlaces } from "./personal-places.ts";
import { fail } from "./fail.ts";
import type { Io } from "./token.ts";

/**
 * `rotate-personal-key`: wraps the keys of people under a new one. Reads PERSONAL_KEY_FILE and PERSONAL_DATA_KEYS, or WAYBILL_HOME.
 *
 * @returns 0, or 1 with one sentence on standard error
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
  if (args.length > 0) return fail(io, "Usage: npm run waybill -- rotate-personal-key\n");
  try {
    const id = rotatePersonalKey(personalPlaces(io), systemClock.now());
    io.stdout.write(`${id} wraps the keys of people from now on; copies of them from before are good for nothing.\n`);
    return 0;
  } catch (error) {
    return fail(io, `${error instanceof Error ? error.message : String(error)}\n`);
  }
}
