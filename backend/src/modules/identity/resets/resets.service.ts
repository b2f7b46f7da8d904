import type { Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { organisationOf, personOf, type Principal } from "../../../platform/http/principal.ts";
import { IDENTITY_PROBLEMS } from "../identity.errors.ts";
import { installationRolesOf, lockAdmins } from "../installation/installation-roles.store.ts";
import { isBoundByTwo, propose } from "../installation/two-persons.service.ts";
import { isProposed } from "../installation/two-persons.store.ts";
import { rolesIn } from "../members/members.store.ts";
import { isMemberAlone } from "./resets.store.ts";
import { makeReset, takeSecondFactors, type MadeReset } from "./ways-in.ts";

/**
 * A link by which somebody of one's organisation chooses another password. For people who are anything besides only an admin of the installation
 * makes one: what else they may is not that organisation's to open.
 *
 * @throws {ProblemError} `identity.unknown-member`, `identity.own-ways-in`, `identity.more-than-member`, `identity.nothing-to-reset`
 */
export async function resetMember(ctx: Ctx, principal: Principal | null, person: string): Promise<MadeReset> {
  const by = otherThan(principal, person);
  // Whoever becomes more meanwhile, an admin or one of another organisation, ends this link, or is seen to be more.
  await lockAdmins(ctx);
  if ((await rolesIn(ctx, person, organisationOf(by))).length === 0) throw new ProblemError(IDENTITY_PROBLEMS.unknownMember);
  if (!(await isMemberAlone(ctx, person))) throw new ProblemError(IDENTITY_PROBLEMS.moreThanMember);
  return makeReset(ctx, { person, by });
}

/**
 * The same for anybody, by an admin of the installation; that of another admin is proposed where the two-person rule binds.
 *
 * @throws {ProblemError} `identity.own-ways-in`, `identity.unknown-person`, `identity.nothing-to-reset`
 */
export async function resetByAdmin(ctx: Ctx, principal: Principal | null, person: string): Promise<MadeReset | "proposed"> {
  const by = otherThan(principal, person);
  return (await takesTwo(ctx, person)) ? propose(ctx, by, "reset-password", person) : makeReset(ctx, { person, by });
}

/** Takes somebody's second factors away, or proposes it, as above. @throws {ProblemError} `identity.own-ways-in`, `identity.unknown-person` */
export async function takeFactorsByAdmin(ctx: Ctx, principal: Principal | null, person: string): Promise<"done" | "proposed"> {
  const by = otherThan(principal, person);
  if (await takesTwo(ctx, person)) return propose(ctx, by, "take-second-factors", person);
  await takeSecondFactors(ctx, { person, by });
  return "done";
}

/** Whoever could open the account of an admin, or of one who is about to be, could be that admin: it takes as many as making one. */
async function takesTwo(ctx: Pick<Ctx, "tx" | "clock">, person: string): Promise<boolean> {
  if (!(await isBoundByTwo(ctx))) return false;
  return (await installationRolesOf(ctx, person)).includes("admin") || isProposed(ctx, "give-admin", person);
}

function otherThan(principal: Principal | null, person: string): Principal {
  if (principal === null || personOf(principal).person === person) throw new ProblemError(IDENTITY_PROBLEMS.ownWaysIn);
  return principal;
}
