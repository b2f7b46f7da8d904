import { selectRows, type Ctx } from "../../../platform/context.ts";
import { CLAIM_COLUMNS, claimOf, type Claim, type ClaimRow } from "./claim-rows.ts";

export type { Claim, Issuance } from "./claim-rows.ts";

/**
 * The claim that a batch of grams was, or will be, issued for; undefined for a batch that no claim of ours is behind. Claims that were rejected
 * count only where none took their place.
 *
 * @param batchId Id of the ERC-1155 token.
 */
export async function claimOfBatch(ctx: Pick<Ctx, "tx">, batchId: bigint): Promise<Claim | undefined> {
  const [row] = await selectRows<ClaimRow>(
    ctx,
    `SELECT ${CLAIM_COLUMNS} FROM claims c WHERE c.batch_id = $1 ORDER BY c.state = 'rejected', c.sequence DESC LIMIT 1`,
    [String(batchId)],
  );
  return row && claimOf(row);
}
