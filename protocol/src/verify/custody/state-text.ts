import type { CustodyState } from "../chain-reader.ts";

/** A unit's slot in words. */
export function stateText({ status, holder, seq }: CustodyState): string {
  return `${status}, held by ${holder}, number ${seq}`;
}
