import { profileHashOf } from "../hashing/profile.ts";
import type { AnchorEntry, Profile } from "../schemas/bundle.ts";
import type { Address, Hex32 } from "../schemas/primitives.ts";
import { ROLE } from "../typed-data/roles.ts";
import type { ActorState, BlockPlace } from "./chain-reader.ts";
import type { Run } from "./run.ts";

/** Why an account may not have spoken at `time` in one of `roles`, or undefined when it may. Times in seconds since 1970. */
export function actorProblem(actor: ActorState, account: Address, { time, roles }: { time: number; roles: number }): string | undefined {
  if (actor.registeredAt === 0) return `${account} is not a registered organisation`;
  if (actor.registeredAt > time) return `${account} was registered only after this was anchored`;
  if (actor.revokedAt !== 0 && actor.revokedAt <= time) return `${account} was revoked before this was anchored`;
  if ((actor.roles & roles) === 0) return `${account} is registered without a role that allows this`;
  return undefined;
}

/** Block of an anchor: as of it a statement's author, or a history's keeper, is judged. */
export function blockOf({ blockNumber, blockHash }: AnchorEntry): BlockPlace {
  return { number: blockNumber, hash: blockHash as Hex32 };
}

/** Why an anchor was not made by an anchoring service that was registered then, or undefined when it was: anybody may anchor. */
export async function keeperProblem(run: Run, anchor: AnchorEntry): Promise<string | undefined> {
  const author = anchor.author as Address;
  const actor = await run.reader.actorOf(run.trusted.supplyChain, author, blockOf(anchor));
  return actorProblem(actor, author, { time: anchor.timestamp, roles: ROLE.anchorer });
}

/** Whether the profile shown is the one whose hash the registrar put on chain. */
export function isRegisteredProfile(actor: ActorState, profile: Profile): boolean {
  return actor.registeredAt !== 0 && actor.profileHash === profileHashOf(profile);
}
