import { selectRows, type Ctx } from "../../../../platform/context.ts";
import type { PaymentOperation, PaymentRequest, ProvidersTruth } from "../payments.ports.ts";

/** `asked`: no answer yet; `challenged`: the bank waits for a code; `decided`: held, declined or let go. */
export type SandboxState = "asked" | "challenged" | "decided";

export interface SandboxPayment extends PaymentRequest {
  state: SandboxState;
}

/** The payment of a reference, which nobody else changes until the transaction ends; made when there is none. */
export async function lockPayment(ctx: Ctx, { reference, amountMinor, currency, token }: PaymentRequest): Promise<SandboxPayment> {
  await ctx.tx.query(
    `INSERT INTO sandbox_payments (reference, amount_minor, currency, token, state) VALUES ($1, $2, $3, $4, 'asked') ON CONFLICT DO NOTHING`,
    [reference, amountMinor, currency, token],
  );
  const payment = await findLocked(ctx, reference);
  if (payment === undefined) throw new Error(`the sandbox has lost the payment ${reference}`);
  return payment;
}

export async function findLocked(ctx: Ctx, reference: string): Promise<SandboxPayment | undefined> {
  const [row] = await selectRows<SandboxPayment>(
    ctx,
    `SELECT reference, amount_minor::float8 AS "amountMinor", currency, token, state FROM sandbox_payments WHERE reference = $1 FOR UPDATE`,
    [reference],
  );
  return row;
}

export async function setState(ctx: Ctx, reference: string, state: SandboxState): Promise<void> {
  await ctx.tx.query("UPDATE sandbox_payments SET state = $2 WHERE reference = $1", [reference, state]);
}

/** Does something to a payment, once for each key. */
export async function operate(ctx: Ctx, reference: string, operation: Omit<PaymentOperation, "at">): Promise<void> {
  const { key, kind, amountMinor, reason } = operation;
  await ctx.tx.query(
    `INSERT INTO sandbox_operations (reference, key, kind, amount_minor, reason, at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
    [reference, key, kind, amountMinor, reason, ctx.clock.now()],
  );
}

export async function truthOf(ctx: Pick<Ctx, "tx">, reference: string): Promise<ProvidersTruth> {
  return selectRows<PaymentOperation>(
    ctx,
    `SELECT key, kind, amount_minor::float8 AS "amountMinor", reason, at FROM sandbox_operations WHERE reference = $1 ORDER BY at, key`,
    [reference],
  );
}
