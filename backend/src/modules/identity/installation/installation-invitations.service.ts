import type { InstallationInvitation } from "@waybill/protocol/schemas/api/installation";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { getAddress } from "viem/utils";
import { record } from "../../../platform/audit.ts";
import type { Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { personOf, type Principal } from "../../../platform/http/principal.ts";
import { newId } from "../../../platform/ids.ts";
import { newSecret } from "../../../platform/secrets.ts";
import { IDENTITY_PROBLEMS } from "../identity.errors.ts";
import type { ActorChain } from "../identity.ports.ts";
import { INVITATION_MILLISECONDS, inviteTo } from "../members/members.service.ts";
import { insertInstallationInvitation } from "./installation-invitations.store.ts";
import { isBoundByTwo } from "./two-persons.service.ts";

/**
 * An invitation to a role in the installation or in any organisation.
 *
 * @throws {ProblemError} `identity.second-admin-needed`, `identity.role-not-held`
 */
export async function inviteForInstallation(
  ctx: Ctx,
  chain: Pick<ActorChain, "actorsByAccount" | "requireUpToDate">,
  principal: Principal | null,
  wish: InstallationInvitation,
): Promise<{ token: string; expiresAt: string }> {
  if ("account" in wish) {
    const account = getAddress(wish.account.toLowerCase()) as Address;
    return inviteTo(ctx, chain, { account, role: wish.role, by: principal });
  }
  const { role } = wish;
  if (role === "admin" && (await isBoundByTwo(ctx))) throw new ProblemError(IDENTITY_PROBLEMS.secondAdminNeeded);
  const token = newSecret(ctx.random);
  const id = newId(ctx.random);
  const expiresAt = new Date(ctx.clock.now().getTime() + INVITATION_MILLISECONDS);
  await insertInstallationInvitation(ctx, { id, token, role, invitedBy: personOf(principal).person, expiresAt });
  record(ctx, { action: "installation-role.invited", by: principal, subject: id, details: { role } });
  return { token, expiresAt: expiresAt.toISOString() };
}
