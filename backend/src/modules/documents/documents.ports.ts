import type { Address } from "@waybill/protocol/schemas/primitives";
import type { Ctx } from "../../platform/context.ts";

/** What documents ask of the chain: who is a registered organisation. */
export type ActorsByAccount = (
  ctx: Pick<Ctx, "tx">,
  accounts: readonly Address[],
) => Promise<ReadonlyMap<Address, { revokedAt: Date | null }>>;
