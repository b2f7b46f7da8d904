import { hash, verify, type Options } from "@node-rs/argon2";
import { ProblemError } from "../../../platform/errors.ts";
import { PLATFORM_PROBLEMS } from "../../../platform/problems.ts";
import { normalPassword } from "./password-rules.ts";

/** As OWASP advises for argon2id, which is the package's default: 19 MiB, two passes, one lane. */
const OPTIONS: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Each takes a core and 19 MiB for a moment: many at once would take the server from everybody else. */
const MAX_AT_ONCE = 2;
const MAX_WAITING = 50;

let running = 0;
const waiting: (() => void)[] = [];

/** Hash to keep, with its salt and costs inside (PHC string). */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(normalPassword(password), OPTIONS));
}

/** Whether a password is the one of a hash. */
export function isPasswordOf(hashed: string, password: string): Promise<boolean> {
  return inTurn(() => verify(hashed, normalPassword(password)));
}

let decoy: Promise<string> | undefined;

/** A hash of nobody's: checking against it takes as long as for somebody who exists. */
export function decoyHash(): Promise<string> {
  decoy ??= hashPassword(crypto.randomUUID()).catch((error: unknown) => {
    // Too many wait: the next attempt makes it.
    decoy = undefined;
    throw error;
  });
  return decoy;
}

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (waiting.length >= MAX_WAITING) throw new ProblemError(PLATFORM_PROBLEMS.unavailable, { headers: { "Retry-After": "5" } });
  if (running >= MAX_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running++;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) running--;
    else next();
  }
}
