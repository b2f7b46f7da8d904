import { unitsLeft, waitFor, type Taken, type Taking } from "./allowance.ts";

/** What an answer says of the allowances that its request was counted against (draft-ietf-httpapi-ratelimit-headers-10; structured fields). */
export function rateLimitFields(counted: readonly { taking: Taking; taken: Taken }[]): Record<"RateLimit" | "RateLimit-Policy", string> {
  return {
    "RateLimit-Policy": counted
      .map(({ taking: { allowance } }) => `"${allowance.name}";q=${allowance.units};w=${allowance.seconds}`)
      .join(", "),
    RateLimit: counted
      .map(({ taking, taken }) => {
        const microseconds = taken.isTaken ? taken.wholeIn : waitFor(taking, taken);
        return `"${taking.allowance.name}";r=${unitsLeft(taking.allowance, taken)};t=${secondsOf(microseconds)}`;
      })
      .join(", "),
  };
}

/** Seconds after which the same request is taken. */
export function retryAfter(taking: Taking, taken: Taken): string {
  return String(Math.max(1, secondsOf(waitFor(taking, taken))));
}

function secondsOf(microseconds: number): number {
  return Math.ceil(microseconds / 1_000_000);
}
