import {
  deliveryState,
  deliveryView,
  replayRequest,
  signatureTokenRequest,
  subscriptionProgress,
  subscriptionState,
} from "@waybill/protocol/schemas/api/subscriptions";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { address, type Address } from "@waybill/protocol/schemas/primitives";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { record } from "../../../platform/audit.ts";
import { inTransaction, type Ctx } from "../../../platform/context.ts";
import { facet } from "../../../platform/http/facet.ts";
import { pageQuery } from "../../../platform/http/paging.ts";
import { organisationOf } from "../../../platform/http/principal.ts";
import { route, type HandlerRequest, type Route } from "../../../platform/http/route.ts";
import { pauseSubscription, replaySubscription, resumeSubscription } from "./control.ts";
import { listDeliveries, listProgress } from "./progress.views.ts";
import type { SettledSequence } from "./settled-sequence.ts";
import { replaceToken } from "./signature-secrets.ts";
import type { Subscription } from "./subscription.ts";
import { getOwnSubscription, lockOwnSubscription } from "./subscriptions.store.ts";

const TAG = "Subscriptions";
const params = z.object({ id: z.string().max(100) });

type Asked = Pick<HandlerRequest<unknown, unknown, unknown>, "principal" | "reach">;

/** Whose subscriptions somebody may see and steer; null for everybody's. */
function whose({ principal, reach }: Asked): string | null {
  return reach === "all" ? null : organisationOf(principal);
}

/** What the standard leaves open: how subscriptions fare, what was given up, and how it goes on. */
export function controlRoutes({ app, settledSequence }: { app: App; settledSequence: SettledSequence }): Route[] {
  const change = async (
    action: "subscription.paused" | "subscription.resumed" | "subscription.replayed" | "subscription.secret-replaced",
    { id, principal, reach, traceId }: Asked & { id: string; traceId: string },
    work: (ctx: Ctx, subscription: Subscription) => Promise<void>,
  ) => {
    await inTransaction(
      app,
      async (ctx) => {
        const subscription = await lockOwnSubscription(ctx, whose({ principal, reach }), id);
        await work(ctx, subscription);
        record(ctx, { action, by: principal, account: subscription.account as Address, subject: id });
      },
      { traceId },
    );
    return { status: 204 };
  };
  return [
    route({
      method: "get",
      path: "/api/subscriptions",
      act: "subscriptions:watch",
      summary: "How your organisation's subscriptions fare",
      description: "Admins and auditors of the installation see everybody's, without what stands behind `?` in an address.",
      tag: TAG,
      query: pageQuery.extend({ account: address.optional(), state: subscriptionState.optional() }),
      responses: { 200: { description: "A page of them.", schema: pageOf(subscriptionProgress) } },
      handler: async ({ principal, reach, query: { account: of, state = null, ...page }, traceId }) => {
        const { through: settled } = await settledSequence.read();
        const wanted = { account: whose({ principal, reach }), of, state, settled, ...page };
        return { status: 200, body: await inTransaction(app, (ctx) => listProgress(ctx, wanted), { traceId }) };
      },
    }),
    route({
      method: "get",
      path: "/api/deliveries",
      act: "subscriptions:watch",
      summary: "What was sent to your organisation's subscribers, newest first",
      description: "`state=dead` lists dead letters, each with the reason. Admins and auditors of the installation see everybody's.",
      tag: TAG,
      query: pageQuery.extend({ account: facet(address), state: facet(deliveryState), subscription: facet(params.shape.id) }),
      responses: { 200: { description: "A page of deliveries.", schema: pageOf(deliveryView) } },
      handler: async ({ principal, reach, query: { account: of, subscription: subscriptionId, ...query }, traceId }) => {
        const wanted = { account: whose({ principal, reach }), of, subscriptionId, ...query };
        return { status: 200, body: await inTransaction(app, (ctx) => listDeliveries(ctx, wanted), { traceId }) };
      },
    }),
    route({
      method: "get",
      path: "/api/subscriptions/{id}/deliveries",
      act: "subscriptions:watch",
      summary: "What was sent to a subscriber, newest first",
      description: "`state=dead` lists dead letters, each with the reason. What was delivered can be seen for seven days.",
      tag: TAG,
      params,
      query: pageQuery.extend({ state: deliveryState.optional() }),
      responses: { 200: { description: "A page of deliveries.", schema: pageOf(deliveryView) } },
      handler: async ({ params: { id }, principal, reach, query: { state = null, ...page }, traceId }) => {
        const account = whose({ principal, reach });
        const body = await inTransaction(
          app,
          async (ctx) => {
            await getOwnSubscription(ctx, account, id);
            return listDeliveries(ctx, { account, of: null, subscriptionId: id, state, ...page });
          },
          { traceId },
        );
        return { status: 200, body };
      },
    }),
    route({
      method: "post",
      path: "/api/subscriptions/{id}/pause",
      act: "subscriptions:steer",
      stepUp: "people",
      summary: "Sends nothing to a subscriber until it is resumed",
      tag: TAG,
      params,
      responses: { 204: { description: "Paused. What is on its way may still arrive, and comes again under the same id." } },
      handler: ({ params: { id }, principal, reach, traceId }) =>
        change("subscription.paused", { id, principal, reach, traceId }, (ctx, subscription) => pauseSubscription(ctx, subscription.id)),
    }),
    route({
      method: "post",
      path: "/api/subscriptions/{id}/resume",
      act: "subscriptions:steer",
      summary: "Goes on with a subscription that is paused, halted or waiting for its next try",
      description: "A dead letter that halted it is sent again, unchanged and under its id.",
      tag: TAG,
      params,
      responses: { 204: { description: "It goes on where it stopped." } },
      handler: ({ params: { id }, principal, reach, traceId }) =>
        change("subscription.resumed", { id, principal, reach, traceId }, resumeSubscription),
    }),
    route({
      method: "put",
      path: "/api/subscriptions/{id}/signature-token",
      act: "subscriptions:replaceSecret",
      stepUp: "people",
      summary: "Signs what is sent to a subscriber of your organisation with another secret",
      description:
        "For `overlapSeconds`, a day by default, `GS1-Signature` has a second `v1`, made with the secret before: the subscriber changes over meanwhile. " +
        "Zero is for a secret that others know.",
      tag: TAG,
      params,
      body: signatureTokenRequest,
      responses: { 204: { description: "The next try is signed with it." } },
      handler: ({ params: { id }, body: { signatureToken: token, overlapSeconds }, principal, reach, traceId }) =>
        change("subscription.secret-replaced", { id, principal, reach, traceId }, (ctx, subscription) =>
          replaceToken(ctx, app, subscription, { token, overlapSeconds }),
        ),
    }),
    route({
      method: "post",
      path: "/api/subscriptions/{id}/replay",
      act: "subscriptions:steer",
      stepUp: "people",
      summary: "Moves a subscription to another point: to send again, or to skip",
      description:
        "`after` is a sequence, as `mark`, `after` and `through` show them; `from` is a time of recording. What comes then comes in new documents " +
        "under new ids. This is also the way past a document that the subscriber will never take.",
      tag: TAG,
      params,
      body: replayRequest,
      responses: { 204: { description: "It goes on from there." } },
      handler: async ({ params: { id }, body, principal, reach, traceId }) => {
        const { through: settled } = await settledSequence.read();
        return change("subscription.replayed", { id, principal, reach, traceId }, (ctx, subscription) =>
          replaySubscription(ctx, subscription, body, settled),
        );
      },
    }),
  ];
}
