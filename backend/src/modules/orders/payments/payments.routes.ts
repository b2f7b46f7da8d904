import {
  challengeAnswer,
  orderView,
  paymentEntry,
  paymentKind,
  refusedPaymentRequest,
  returnSummary,
} from "@waybill/protocol/schemas/api/orders";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { inTransaction } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { personOf, type Principal } from "../../../platform/http/principal.ts";
import { route, type HandlerRequest, type Route } from "../../../platform/http/route.ts";
import { timePageQuery } from "../../../platform/http/time-page.ts";
import { ORDERS_PROBLEMS } from "../orders.errors.ts";
import { getOrder } from "../orders.service.ts";
import { viewOfOrder } from "../orders.views.ts";
import { goOn } from "../saga/go-on.ts";
import { inTime } from "../saga/in-time.ts";
import { pageOfPayments, pageOfReturns } from "./money-lists.store.ts";
import { standingOf } from "./payments.domain.ts";
import type { Providers } from "./providers.ts";
import { getPayment, operationsOf } from "./payments.store.ts";
import { settleRefused } from "./settle-refused.service.ts";
import { receiveWebhook } from "./receive-webhook.ts";

const TAG = "Orders";

/** Where payment providers send their messages. */
export const WEBHOOKS_PATH = "/api/payments/webhooks";

const ofOrders = timePageQuery.extend({ order: z.string().min(1).max(64).optional().describe("Of this order alone.") });

/** Whose orders somebody may ask for; null for anybody's. */
function whose({
  principal,
  reach,
}: { principal: Principal | null } & Pick<HandlerRequest<unknown, unknown, unknown>, "reach">): string | null {
  return reach === "all" ? null : personOf(principal).person;
}

export function paymentsRoutes(app: App, providers: Providers): Route[] {
  return [
    route({
      ...{ method: "get", path: "/api/payments", act: "orders:read", tag: TAG },
      summary: "What was done about the money of orders, newest first",
      description: "Of a customer’s own; for admins and auditors of the installation of everybody’s.",
      query: ofOrders.extend({ kind: paymentKind.optional() }),
      responses: { 200: { description: "A page of it.", schema: pageOf(paymentEntry) } },
      handler: async ({ query, traceId, ...request }) => ({
        status: 200,
        body: await inTransaction(app, (ctx) => pageOfPayments(ctx, { person: whose(request), ...query }), { traceId }),
      }),
    }),
    route({
      ...{ method: "get", path: "/api/returns", act: "orders:read", tag: TAG },
      summary: "Goods that came back, newest first",
      description: "Of a customer’s own orders; for admins and auditors of the installation of everybody’s.",
      query: ofOrders.extend({ paid: z.enum(["true", "false"]).optional().describe("`true`: its money has gone back.") }),
      responses: { 200: { description: "A page of them.", schema: pageOf(returnSummary) } },
      handler: async ({ query: { paid, ...query }, traceId, ...request }) => {
        const isPaid = paid === undefined ? undefined : paid === "true";
        return {
          status: 200,
          body: await inTransaction(app, (ctx) => pageOfReturns(ctx, { person: whose(request), isPaid, ...query }), { traceId }),
        };
      },
    }),
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
      path: "/api/orders/{id}/refused-payment",
      act: "payments:settle",
      stepUp: true,
      summary: "Decides about money that the bank does not pay for what has left",
      description:
        "`ask-again` has the bank asked once more. `write-off` gives the money up for good: the note is among the transitions, where the customer reads it, and of what comes back nothing is paid out that was never paid in. Until then nobody is told to pack any more of the order.",
      tag: TAG,
      params: z.object({ id: z.string().min(1).max(64) }),
      body: refusedPaymentRequest,
      keepsNoAnswer: true,
      responses: { 202: { description: "The order as it stands.", schema: orderView } },
      refuses: [404, 409],
      handler: async ({ params: { id }, body, principal, traceId }) => ({
        status: 202,
        body: await inTransaction(
          app,
          async (ctx) => {
            await settleRefused(ctx, principal, await getOrder(ctx, id, { isLocked: true }), body);
            return viewOfOrder(ctx, app.personal, principal, await getOrder(ctx, id, {}));
          },
          { traceId },
        ),
      }),
    }),
    route({
      method: "post",
      path: WEBHOOKS_PATH,
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
        if (providers.all.length === 0) throw new ProblemError(ORDERS_PROBLEMS.noProvider);
        await receiveWebhook(app, providers.all, text, header("webhook-signature") ?? "");
        return { status: 204 };
      },
    }),
  ];
}
