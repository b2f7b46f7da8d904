import type { Address } from "@waybill/protocol/schemas/primitives";
import type { Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { organisationOf, personOf, type Principal } from "../../../platform/http/principal.ts";
import { PLATFORM_PROBLEMS } from "../../../platform/problems.ts";
import { walletsOf } from "../sessions/persons.store.ts";

/**
 * The organisation whose own wallet somebody holds: who does decides about its people and its keys. A key may state what a member may not.
 *
 * @throws {ProblemError} 403 for members, and for people of no organisation
 */
export async function ownOrganisation(ctx: Pick<Ctx, "tx">, principal: Principal | null): Promise<Address> {
  const account = organisationOf(principal);
  if ((await walletsOf(ctx, personOf(principal).person)).includes(account)) return account;
  throw new ProblemError(PLATFORM_PROBLEMS.forbidden, {
    detail: "Only who holds the organisation's wallet decides about its people and its keys.",
  });
}
