import type { Address } from "@waybill/protocol/schemas/primitives";
import type { Ctx } from "../../platform/context.ts";

/** What documents ask of the chain. */
export interface RegisteredAccounts {
  /** Accounts that were never registered are absent. */
  actorsByAccount(ctx: Pick<Ctx, "tx">, accounts: readonly Address[]): Promise<ReadonlyMap<Address, { revokedAt: Date | null }>>;
  /** @throws {ProblemError} 503 while the read model is known to lack blocks: whom it does not have may be on chain */
  requireUpToDate(ctx: Pick<Ctx, "tx">): Promise<void>;
}
