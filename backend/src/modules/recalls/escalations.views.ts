import type { EscalationProof } from "@waybill/protocol/schemas/api/recalls";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import type { Config } from "../../config/config.ts";
import type { Ctx } from "../../platform/context.ts";
import { findEscalation } from "./escalations.store.ts";
import type { ViewSources } from "./recalls.views.ts";

/** What was said when a holder was late, with its proof; undefined when this notice has no such escalation. @param ctx of one snapshot */
export async function findEscalationProof(
  ctx: Pick<Ctx, "tx">,
  { chain, config }: Pick<ViewSources, "chain"> & { config: Pick<Config, "chain"> },
  { notice, commitment }: { notice: Hex32; commitment: Hex32 },
): Promise<EscalationProof | undefined> {
  const found = await findEscalation(ctx, notice, commitment);
  if (found === undefined) return undefined;
  const { id: chainId, deployment } = config.chain;
  return {
    format: "waybill-escalation",
    ...found,
    chain: { chainId, supplyChain: deployment.supplyChain, fromBlock: deployment.fromBlock },
    state: (await chain.stateOf(ctx, [commitment])).get(commitment)?.state ?? "stored",
    anchoring: (await chain.anchoringsOf(ctx, [commitment])).get(commitment) ?? null,
  };
}
