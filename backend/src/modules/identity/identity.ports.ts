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
  /** @throws {ProblemError} 503 while the read model is known to lack blocks */
  requireUpToDate(ctx: Pick<Ctx, "tx">): Promise<void>;
  /** Whether the read model was whole at some block; not while the chain is read anew. */
  isWhole(ctx: Pick<Ctx, "tx">): Promise<boolean>;
  /** Enqueues `registerActor`, once per `key`, in the caller's transaction. */
  relayRegistration(ctx: Ctx, registration: { key: string; account: Address; roles: number; profileHash: `0x${string}` }): Promise<void>;
}
