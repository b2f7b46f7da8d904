import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import type { Ctx } from "../../../platform/context.ts";
import type { RelayedTransaction } from "../../chain/chain.queries.ts";

/** Notes who ordered an issuance; its transaction waits for its turn. */
export async function orderIssuance(ctx: Ctx, claim: string, issuer: Address): Promise<void> {
  await ctx.tx.query(
    `UPDATE claims SET issuer = $2, issuance_state = 'queued', issuance_reason = NULL, transaction_hash = NULL, block_number = NULL WHERE id = $1`,
    [claim, issuer],
  );
}

/** Notes where the transaction of an issuance stands. */
export async function noteIssuance(
  ctx: Ctx,
  claim: string,
  { state, transactionHash, blockNumber }: RelayedTransaction,
  reason: string | null,
): Promise<void> {
  await ctx.tx.query(
    "UPDATE claims SET issuance_state = $2, issuance_reason = $3, transaction_hash = $4, block_number = $5 WHERE id = $1",
    [claim, state, reason, transactionHash, blockNumber],
  );
}

/** Notes where the grams are that an issuer had sent from a wallet of its own; null when they are gone. */
export async function noteAppearance(
  ctx: Ctx,
  claim: string,
  place: { transactionHash: Hex32; blockNumber: number } | null,
): Promise<void> {
  await ctx.tx.query(
    "UPDATE claims SET issuer = NULL, issuance_state = $2, issuance_reason = NULL, transaction_hash = $3, block_number = $4 WHERE id = $1",
    [claim, place && "included", place?.transactionHash ?? null, place?.blockNumber ?? null],
  );
}
