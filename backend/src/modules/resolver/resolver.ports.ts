import type { Address } from "@waybill/protocol/schemas/primitives";
import type { Ctx } from "../../platform/context.ts";

/** What the resolver needs of the chain: a revoked organisation sets no links, and those it set lead nowhere. */
export interface ActorsOfLinks {
  actorsByAccount(ctx: Pick<Ctx, "tx">, accounts: readonly Address[]): Promise<ReadonlyMap<Address, { revokedAt: Date | null }>>;
}
