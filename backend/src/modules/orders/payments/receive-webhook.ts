import type { App } from "../../../platform/app.ts";
import { inTransaction, selectRows } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { findOrder } from "../orders.store.ts";
import { ORDERS_PROBLEMS } from "../orders.errors.ts";
import { goOn } from "../saga/go-on.ts";
import type { PaymentProvider } from "./payments.ports.ts";

/**
 * Takes a message of a payment provider, once. It is a hint and no more: what is true of the payment, the saga asks the provider itself, so that
 * messages that come twice, late or in another order do no harm.
 *
 * @param providers one of which must have signed it
 * @throws {ProblemError} `orders.unsigned-webhook`
 */
export async function receiveWebhook(app: App, providers: readonly PaymentProvider[], raw: string, signature: string): Promise<void> {
  const [said] = providers.flatMap((provider) => {
    const told = provider.readWebhook(raw, signature);
    return told === null ? [] : [{ provider, told }];
  });
  if (said === undefined) throw new ProblemError(ORDERS_PROBLEMS.unsignedWebhook);
  const { provider, told } = said;
  await inTransaction(app, async (ctx) => {
    const first = await selectRows(
      ctx,
      "INSERT INTO payment_webhooks (provider, id, received_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING id",
      [provider.name, told.id, ctx.clock.now()],
    );
    if (first.length > 0 && (await findOrder(ctx, told.reference))) await goOn(ctx, told.reference);
  });
}
