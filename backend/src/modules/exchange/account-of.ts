import type { Address } from "@waybill/protocol/schemas/primitives";
import { ProblemError } from "../../platform/errors.ts";
import type { Principal } from "../../platform/http/route.ts";
import { PLATFORM_PROBLEMS } from "../../platform/problems.ts";

/** The organisation behind a bearer token. */
export function accountOf(principal: Principal | null): Address {
  if (principal === null) throw new ProblemError(PLATFORM_PROBLEMS.unauthorised);
  return principal.account as Address;
}
