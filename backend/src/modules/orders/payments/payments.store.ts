import { selectRows, type Ctx } from "../../../platform/context.ts";
import { markPaid, waive } from "../goods-moved.store.ts";
import { givenUpKey } from "./payments.domain.ts";
import type { PaymentOperation, PaymentRequest, ProvidersTruth } from "./payments.ports.ts";

export interface Payment extends PaymentRequest {
  provider: string;
}

export async function insertPayment(ctx: Ctx, { reference, provider, token, amountMinor, currency }: Payment): Promise<void> {
  await ctx.tx.query("INSERT INTO payments (order_id, provider, token, amount_minor, currency) VALUES ($1, $2, $3, $4, $5)", [
    ...[reference, provider, token, amountMinor, currency],
  ]);
}

export async function getPayment(ctx: Pick<Ctx, "tx">, order: string): Promise<Payment> {
  const [row] = await selectRows<Payment>(
    ctx,
    `SELECT order_id AS reference, provider, token, amount_minor::float8 AS "amountMinor", currency FROM payments WHERE order_id = $1`,
    [order],
  );
  if (row === undefined) throw new Error(`order ${order} has no payment`);
  return row;
}

/** Enters what the provider has done and is not in our books yet, at the goods that it was for as well: the same key is the same operation. */
export async function noteOperations(ctx: Ctx, order: string, truth: ProvidersTruth): Promise<void> {
  for (const { key, kind, amountMinor, reason, at } of truth)
    await ctx.tx.query(
      "INSERT INTO payment_events (order_id, key, kind, amount_minor, reason, at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
      [order, key, kind, amountMinor, reason, at],
    );
  const keys = truth.map(({ key }) => key);
  // What the bank has paid before it was told to take nothing any more is paid.
  await markPaid(ctx, order, keys);
  await waive(
    ctx,
    order,
    truth.filter(({ kind }) => kind === "give-up").map(({ key }) => key.slice(givenUpKey("").length)),
  );
}

/** What our books say that was done to a payment. */
export async function operationsOf(ctx: Pick<Ctx, "tx">, order: string): Promise<PaymentOperation[]> {
  return selectRows<PaymentOperation>(
    ctx,
    `SELECT key, kind, amount_minor::float8 AS "amountMinor", reason, at FROM payment_events WHERE order_id = $1 ORDER BY at, key`,
    [order],
  );
}
