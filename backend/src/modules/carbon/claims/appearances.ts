import type { ClaimState } from "@waybill/protocol/claims/transitions";
import { savingHashOf } from "@waybill/protocol/typed-data/carbon";
import type { App } from "../../../platform/app.ts";
import { type Ctx, inTransaction, selectRows } from "../../../platform/context.ts";
import { findCursor } from "../../chain/chain.queries.ts";
import { type IssuedBatch, issuedBatches } from "../../credits/credits.queries.ts";
import type { Claim } from "./claim-rows.ts";
import { lockClaim, moveClaim } from "./claims.store.ts";
import { noteAppearance } from "./issuance.store.ts";

const PAGE = 500;

/** A claim that grams may have come to be for, or gone from. */
interface Candidate {
  id: string;
  batch: string;
  sequence: string;
  state: ClaimState;
}

/**
 * Moves claims whose grams an issuer had sent from a wallet of its own: issued once the index has the batch with the very terms of the claim,
 * and verified again when it has them no more. What we send ourselves is followed by its transaction. Each claim is moved in a transaction of its
 * own, and one that has no grams yet is not locked.
 */
export async function followAppearances(app: App): Promise<void> {
  for (let after = "0"; ;) {
    const { page, issued, indexed } = await inTransaction(app, (ctx) => readPage(ctx, after), { isSnapshot: true });
    for (const { id, batch, state } of page) {
      const found = issued.get(BigInt(batch));
      if (state !== "verified" || found !== undefined) await inTransaction(app, (ctx) => follow(ctx, id, found, indexed));
    }
    if (page.length < PAGE) return;
    after = page.at(-1)?.sequence ?? after;
  }
}

/** Claims in order, and what the index has of their batches at that moment. */
async function readPage(ctx: Ctx, after: string) {
  const page = await selectRows<Candidate>(
    ctx,
    `SELECT id, batch_id AS batch, sequence, state FROM claims
     WHERE sequence > $1 AND (state = 'verified' OR (state = 'issued' AND issuer IS NULL AND chain_finality(block_number) <> 'final'))
     ORDER BY sequence LIMIT ${PAGE}`,
    [after],
  );
  const ids = page.map(({ batch }) => BigInt(batch));
  return { page, issued: await issuedBatches(ctx, ids), indexed: (await findCursor(ctx))?.indexed.number ?? -1 };
}

async function follow(ctx: Ctx, id: string, batch: IssuedBatch | undefined, indexed: number): Promise<void> {
  const claim = await lockClaim(ctx, id);
  const { state, issuance } = claim;
  const found = batch !== undefined && isOf(claim, batch) ? batch : undefined;
  if (state === "verified" && found !== undefined) {
    await moveClaim(ctx, claim, "appear", { by: null });
    return noteAppearance(ctx, id, found);
  }
  if (state !== "issued" || issuance?.issuer !== null) return;
  if (found !== undefined) {
    const isThere = issuance.transactionHash === found.transactionHash && issuance.blockNumber === found.blockNumber;
    return isThere ? undefined : noteAppearance(ctx, id, found);
  }
  // An index that is being made again has not come to the block yet.
  if (batch === undefined && indexed < (issuance.blockNumber ?? Infinity)) return;
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
