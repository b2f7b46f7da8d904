import { isAddressEqual } from "viem/utils";
import type { AnchorEntry, Authorship } from "../../schemas/bundle.ts";
import type { Address } from "../../schemas/primitives.ts";
import { roleNames, SUPPLY_ROLES } from "../../typed-data/roles.ts";
import { actorProblem, blockOf, isRegisteredProfile } from "../actors.ts";
import type { BlockPlace } from "../chain-reader.ts";
import { foreignChain, type Run } from "../run.ts";
import { failed, passed, unknown, type Finding } from "../step.ts";
import { timeText } from "../time-text.ts";

/**
 * The account was a registered organisation of the supply chain as of the block that made the anchor, and the name shown is one that it
 * was registered under, then or now. Roles given or taken later change nothing.
 * What was anchored before a revocation stays valid: the order is that of the chain, never the author's own clock.
 */
export async function checkSigner(run: Run, author: Authorship, anchor: AnchorEntry | undefined): Promise<Finding> {
  const account = author.account as Address;
  const foreign = await foreignChain(run);
  if (foreign !== undefined) return foreign.status === "failed" ? unknown(`Who this is was not checked. ${foreign.reason}`) : foreign;
  if (anchor === undefined) return unknown("Whether the organisation was registered then is open: no proven anchor says when this was.");
  const actorAt = (at: BlockPlace | "latest") => run.reader.actorOf(run.trusted.supplyChain, account, at);
  const then = await actorAt(blockOf(anchor));
  const now = await actorAt("latest");
  const problem = actorProblem(then, account, { time: anchor.timestamp, roles: SUPPLY_ROLES });
  const details = {
    account,
    roles: roleNames(then.roles).join(", "),
    ...(now.revokedAt === 0 ? {} : { revoked: timeText(now.revokedAt) }),
  };
  if (problem !== undefined) return failed(`${problem}.`, details);
  if (author.profile === undefined)
    return unknown(`${account} is registered, but the bundle does not say which organisation it is.`, details);
  const { profile } = author;
  const isItsProfile =
    isAddressEqual(profile.account as Address, account) && [then, now].some((actor) => isRegisteredProfile(actor, profile));
  if (!isItsProfile) return unknown(`${account} is registered, but not under the profile that the bundle shows.`, details);
  const { name } = profile;
  if (author.kind === "claimed") return unknown(`${name} is registered, but did not sign this.`, { ...details, name });
  return passed(`${name} was registered when this was anchored.`, { ...details, name });
}
