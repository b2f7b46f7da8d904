import { z } from "zod";
import { ProblemError } from "../../platform/errors.ts";
import { ORDERS_PROBLEMS } from "./orders.errors.ts";

/** The header that names the version which a change takes the place of. */
export const IF_MATCH = {
  name: "If-Match",
  in: "header",
  description: 'Version that this takes the place of, as `"3"`; `"0"` for the first.',
  schema: z.string().max(50),
} as const;

/** @throws {ProblemError} `orders.version-needed` */
export function versionIn(ifMatch: string | undefined): number {
  const [, version] = /^(?:W\/)?"?(\d{1,9})"?$/.exec(ifMatch?.trim() ?? "") ?? [];
  if (version === undefined) throw new ProblemError(ORDERS_PROBLEMS.versionNeeded);
  return Number(version);
}
