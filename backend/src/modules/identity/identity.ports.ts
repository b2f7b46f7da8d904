import type { Address, Finality } from "@waybill/protocol/schemas/primitives";
import type { Ctx } from "../../platform/context.ts";

/** What the chain's read model knows of an actor. */
export interface ActorOnChain {
  /** Bit mask, see the protocol's typed-data/roles. */
  roles: number;
  registeredAt: Date;
  revokedAt: Date | null;
  finality: Finality;
}

/** What identity needs of the chain. */
export interface ActorChain {
  /** Accounts that were never registered are absent. */
  actorsByAccount(ctx: Pick<Ctx, "tx">, accounts: readonly Address[]): Promise<ReadonlyMap<Address, ActorOnChain>>;
  /** Every account that was ever registered. */
  everyActor(ctx: Pick<Ctx, "tx">): Promise<ReadonlyMap<Address, ActorOnChain>>;
  /** Enqueues `registerActor`, once per `key`, in the caller's transaction. */
  relayRegistration(ctx: Ctx, registration: { key: string; account: Address; roles: number; profileHash: `0x${string}` }): Promise<void>;
}
