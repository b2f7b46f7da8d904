import { challengeAnswer } from "@waybill/protocol/schemas/api/orders";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { inTransaction } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { personOf } from "../../../platform/http/principal.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { ORDERS_PROBLEMS } from "../orders.errors.ts";
import { getOrder } from "../orders.service.ts";
import { goOn } from "../saga/go-on.ts";
import { inTime } from "../saga/in-time.ts";
import { standingOf } from "./payments.domain.ts";
import type { Providers } from "./providers.ts";
import { getPayment, operationsOf } from "./payments.store.ts";
import { receiveWebhook } from "./receive-webhook.ts";

const TAG = "Orders";

export function paymentsRoutes(app: App, providers: Providers): Route[] {
  return [
    route({
      method: "post",
      path: "/api/orders/{id}/challenge",
      act: "payments:answer",
      summary: "Answers what the customer's bank asks",
      description: "While `payment.state` of the order is `challenged`. What the bank makes of it is seen in the order.",
      tag: TAG,
      params: z.object({ id: z.string().min(1).max(64) }),
      body: challengeAnswer,
      responses: { 202: { description: "Passed on to the bank." } },
      handler: async ({ params: { id }, body, principal, traceId }) => {
        const { person } = personOf(principal);
        const payment = await inTransaction(
          app,
          async (ctx) => {
            await getOrder(ctx, id, { person });
            const isAsked = standingOf(await operationsOf(ctx, id)).state === "challenged";
            if (!isAsked) throw new ProblemError(ORDERS_PROBLEMS.nothingAsked);
            return getPayment(ctx, id);
          },
          { traceId },
        );
        await inTime(payment.provider, providers.named(payment.provider).answerChallenge(id, body.code));
        await inTransaction(app, (ctx) => goOn(ctx, id), { traceId });
        return { status: 202 };
      },
    }),
    route({
      method: "post",
      path: "/api/payments/webhooks",
      act: "payments:notify",
      summary: "Takes a signed message of the payment provider",
      description:
        "`Webhook-Signature: t=<seconds since 1970>,v1=<HMAC-SHA256 in hex>` over the seconds, a full stop and the body as it is. Each `id` is taken once.",
      tag: TAG,
      parameters: [{ name: "Webhook-Signature", in: "header", schema: z.string().max(200) }],
      body: z.object({ id: z.string(), reference: z.string() }),
      rawBody: true,
      bodyLimitBytes: 16 * 1024,
      responses: { 204: { description: "Taken; the same again changes nothing." } },
      handler: async ({ text, header }) => {
        if (providers.chosen === null) throw new ProblemError(ORDERS_PROBLEMS.noProvider);
        await receiveWebhook(app, providers.chosen, text, header("webhook-signature") ?? "");
        return { status: 204 };
      },
    }),
  ];
}
