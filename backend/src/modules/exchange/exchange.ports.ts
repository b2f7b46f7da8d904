import type { Anchoring } from "@waybill/protocol/schemas/bundle";
import type { StatementState } from "@waybill/protocol/schemas/api/traceability";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import type { Ctx } from "../../platform/context.ts";

/** What the exchange asks of the chain's read model. Commitments without a batch are absent from the maps. */
export interface FootprintChain {
  stateOf(ctx: Pick<Ctx, "tx">, commitments: readonly Hex32[]): Promise<ReadonlyMap<Hex32, { state: StatementState }>>;
  anchoringsOf(ctx: Pick<Ctx, "tx">, commitments: readonly Hex32[]): Promise<ReadonlyMap<Hex32, Anchoring>>;
}
