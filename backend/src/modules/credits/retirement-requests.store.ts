import type { RetirementRequestView } from "@waybill/protocol/schemas/api/credits";
import type { Address, Finality, Hex32 } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { partiesByAccount } from "../identity/identity.queries.ts";
import type { Terms } from "./retirement-terms.ts";
import { claimOf, type ClaimRow } from "./retirements.views.ts";

type Reading = Pick<Ctx, "tx">;
export type RequestState = RetirementRequestView["state"];

export interface SignedRequest {
  digest: Hex32;
  terms: Terms;
  nonce: number;
  deadline: number;
  signature: string;
}

/** The request with this digest, locked until the transaction ends. */
export async function lockRequest(ctx: Ctx, digest: Hex32): Promise<{ state: RequestState } | undefined> {
  const [row] = await selectRows<{ state: RequestState }>(ctx, "SELECT state FROM retirement_requests WHERE digest = $1 FOR UPDATE", [
    digest,
  ]);
  return row;
}

/**
 * Stores what a holder signed, or takes up again what had failed. Its nonce may be another request's that is on its way: then nothing is stored,
 * and that one's digest is answered.
 */
export async function putRequest(ctx: Ctx, { digest, terms, nonce, deadline, signature }: SignedRequest): Promise<Hex32 | null> {
  const { holder, batch, grams, beneficiary, shipment, periodStart, periodEnd, country, note } = terms;
  // Requests of one holder take turns, so that the nonce is looked at once.
  await ctx.tx.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 640))", [holder]);
  const [other] = await selectRows<{ digest: Hex32 }>(
    ctx,
    "SELECT digest FROM retirement_requests WHERE holder = $1 AND nonce = $2 AND state <> 'failed' AND digest <> $3",
    [holder, nonce, digest],
  );
  if (other) return other.digest;
  await ctx.tx.query(
    `INSERT INTO retirement_requests (digest, holder, batch, grams, beneficiary, shipment, period_start, period_end, country, note, nonce, deadline,
       signature, state, requested_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'accepted', $14)
     ON CONFLICT (digest) DO UPDATE SET state = 'accepted', reason = NULL, transaction_hash = NULL, signature = $13`,
    [
      ...[
        digest,
        holder,
        batch,
        grams.toString(),
        beneficiary,
        shipment,
        periodStart,
        periodEnd,
        country,
        note,
        nonce,
        deadline,
        signature,
      ],
      ctx.clock.now(),
    ],
  );
  return null;
}

/**
 * Notes what became of the transaction; answers the batch. A request that failed while its block stood stays so when another one has its nonce
 * by then: the retirements themselves are read from the chain.
 */
export async function setProgress(
  ctx: Ctx,
  digest: string,
  { state, reason, transactionHash }: { state: RequestState; reason: string | null; transactionHash: string | null },
): Promise<Hex32 | undefined> {
  const [row] = await selectRows<{ batch: Hex32 }>(
    ctx,
    `UPDATE retirement_requests r SET state = $2, reason = $3, transaction_hash = $4
     WHERE digest = $1 AND ($2 = 'failed' OR NOT EXISTS (SELECT FROM retirement_requests o
       WHERE o.holder = r.holder AND o.nonce = r.nonce AND o.digest <> r.digest AND o.state <> 'failed'))
     RETURNING batch`,
    [digest, state, reason, transactionHash],
  );
  return row?.batch;
}

interface Row extends ClaimRow {
  digest: Hex32;
  holder: Address;
  batch: Hex32;
  grams: string;
  nonce: string;
  deadline: string;
  state: RequestState;
  reason: string | null;
  transaction_hash: Hex32 | null;
  requested_at: Date;
  retirement: Hex32 | null;
  finality: Finality;
}

export async function findRequest(ctx: Reading, digest: string): Promise<RetirementRequestView | undefined> {
  const [row] = await selectRows<Row>(
    ctx,
    `SELECT q.*, r.retirement, chain_finality(r.block_number) AS finality FROM retirement_requests q
     LEFT JOIN credit_retirements r ON r.transaction_hash = q.transaction_hash AND r.holder = q.holder AND r.batch = q.batch WHERE q.digest = $1`,
    [digest],
  );
  if (!row) return undefined;
  const parties = await partiesByAccount(ctx, [row.holder, row.beneficiary]);
  return {
    ...{ digest: row.digest, batch: row.batch, grams: row.grams, state: row.state, reason: row.reason, finality: row.finality },
    holder: parties.get(row.holder)!,
    ...claimOf(row, (account) => parties.get(account)!),
    nonce: Number(row.nonce),
    deadline: Number(row.deadline),
    retirement: row.retirement,
    transactionHash: row.transaction_hash,
    requestedAt: row.requested_at.toISOString(),
  };
}
