import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { savingHashOf, type Saving } from "@waybill/protocol/typed-data/carbon";
import { selectRows, type Ctx } from "../../../platform/context.ts";

export type { Claim, Issuance } from "./claim-rows.ts";

/**
 * The claim that a batch of grams was issued for; undefined for a batch that no claim of ours is behind. Claims for the same transports share
 * the id of a batch: the one that was issued comes before those that were not, and those that were rejected come last.
 *
 * @param batchId Id of the ERC-1155 token.
 * @param savingHash Of the saving that the batch was issued for.
 */
export async function claimOfBatch(ctx: Pick<Ctx, "tx">, batchId: bigint, savingHash: Hex32): Promise<{ id: string } | undefined> {
  const rows = await selectRows<Saving & { id: string }>(
    ctx,
    `SELECT id, baseline, actual, methodology, evidence FROM claims WHERE batch_id = $1
     ORDER BY state = 'issued' DESC, state = 'rejected', sequence DESC`,
    [String(batchId)],
  );
  return rows.find((saving) => savingHashOf(saving) === savingHash);
}
