import { selectRows, type Ctx } from "../../../platform/context.ts";
import { lockClaim, moveClaim } from "./claims.store.ts";

/**
 * Gives claims back whose issuance the contract refused in a block that is final by now. A revert changes no more once its block is final, so no
 * change of the transaction tells of it.
 */
export async function giveBackClaims(ctx: Ctx): Promise<void> {
  const refused = await selectRows<{ id: string }>(
    ctx,
    `SELECT id FROM claims WHERE state = 'issuing' AND issuance_state = 'reverted' AND chain_finality(block_number) = 'final' ORDER BY sequence LIMIT 100`,
  );
  for (const { id } of refused) {
    const claim = await lockClaim(ctx, id);
    const reason = claim.issuance?.reason ?? "The contract refused the transaction.";
    if (claim.state === "issuing") await moveClaim(ctx, claim, "fail", { by: null, reason });
  }
}
