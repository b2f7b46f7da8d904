import { savingHashOf } from "@waybill/protocol/typed-data/carbon";
import { type Ctx, selectRows } from "../../../platform/context.ts";
import { findCursor } from "../../chain/chain.queries.ts";
import { type IssuedBatch, issuedBatches } from "../../credits/credits.queries.ts";
import type { Claim } from "./claim-rows.ts";
import { lockClaim, moveClaim } from "./claims.store.ts";
import { noteAppearance } from "./issuance.store.ts";

const PAGE = 500;

/**
 * Moves claims whose grams an issuer had sent from a wallet of its own: issued once the index has the batch with the very terms of the claim,
 * and verified again when it has them no more. What we send ourselves is followed by its transaction.
 */
export async function followAppearances(ctx: Ctx): Promise<void> {
  for (let after = "0"; ;) {
    const page = await selectRows<{ id: string; batch: string; sequence: string }>(
      ctx,
      `SELECT id, batch_id AS batch, sequence FROM claims
       WHERE sequence > $1 AND (state = 'verified' OR (state = 'issued' AND issuer IS NULL AND chain_finality(block_number) <> 'final'))
       ORDER BY sequence LIMIT ${PAGE}`,
      [after],
    );
    const issued = await issuedBatches(
      ctx,
      page.map(({ batch }) => BigInt(batch)),
    );
    for (const { id, batch } of page) await follow(ctx, id, issued.get(BigInt(batch)));
    if (page.length < PAGE) return;
    after = page.at(-1)?.sequence ?? after;
  }
}

async function follow(ctx: Ctx, id: string, found: IssuedBatch | undefined): Promise<void> {
  if (found !== undefined) {
    const claim = await lockClaim(ctx, id);
    if (!isOf(claim, found)) return;
    const { issuance } = claim;
    if (claim.state === "verified") await moveClaim(ctx, claim, "appear", { by: null });
    else if (claim.state !== "issued" || issuance?.issuer !== null || issuance.transactionHash === found.transactionHash) return;
    await noteAppearance(ctx, id, found);
    return;
  }
  const { number } = (await findCursor(ctx))?.indexed ?? { number: -1 };
  const claim = await lockClaim(ctx, id);
  const { issuance } = claim;
  // An index that is being made again has not come to the block yet.
  if (claim.state !== "issued" || issuance?.issuer !== null || number < (issuance.blockNumber ?? Infinity)) return;
  await moveClaim(ctx, claim, "vanish", { by: null, reason: "The block that it was in is gone." });
  await noteAppearance(ctx, id, null);
}

/** Others may have issued other terms under the same serials. */
function isOf({ verifier, terms }: Claim, batch: IssuedBatch): boolean {
  const { to, lastSerial, bufferShare, saving } = terms;
  return (
    batch.issuedTo === to &&
    batch.verifier === verifier &&
    batch.lastSerial === lastSerial &&
    batch.bufferShare === bufferShare &&
    batch.savingHash === savingHashOf(saving)
  );
}
