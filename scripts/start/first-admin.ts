import { existsSync, readFileSync, statSync } from "node:fs";

const SENTENCE = /^This installation has no admin yet\. .+$/m;

/** How far a log goes now. */
export function lengthOf(logFile: string): number {
  return existsSync(logFile) ? statSync(logFile).size : 0;
}

/**
 * What a backend said since then about the first admin, before it served anything; null where there is one.
 *
 * @param from length of the log before the backend began
 */
export function firstAdminLine(logFile: string, from: number): string | null {
  return SENTENCE.exec(readFileSync(logFile).subarray(from).toString("utf8"))?.[0] ?? null;
}
