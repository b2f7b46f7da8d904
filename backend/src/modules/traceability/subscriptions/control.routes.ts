import {
  deliveryState,
  deliveryView,
  replayRequest,
  signatureTokenRequest,
  subscriptionProgress,
} from "@waybill/protocol/schemas/api/subscriptions";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { record } from "../../../platform/audit.ts";
import { inTransaction, type Ctx } from "../../../platform/context.ts";
import { pageQuery } from "../../../platform/http/paging.ts";
import { organisationOf, type Principal } from "../../../platform/http/principal.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { pauseSubscription, replaySubscription, resumeSubscription } from "./control.ts";
import { listDeliveries, listProgress } from "./progress.views.ts";
import type { SettledSequence } from "./settled-sequence.ts";
import { replaceToken } from "./signature-secrets.ts";
import type { Subscription } from "./subscription.ts";
import { getOwnSubscription, lockOwnSubscription } from "./subscriptions.store.ts";

const TAG = "Subscriptions";
const params = z.object({ id: z.string().max(100) });

/** What the standard leaves open: how subscriptions fare, what was given up, and how it goes on. */
export function controlRoutes({ app, settledSequence }: { app: App; settledSequence: SettledSequence }): Route[] {
  const reading = { tx: app.db.dataSource.manager };
  const change = async (
    action: "subscription.paused" | "subscription.resumed" | "subscription.replayed" | "subscription.secret-replaced",
    { id, principal, traceId }: { id: string; principal: Principal | null; traceId: string },
    work: (ctx: Ctx, subscription: Subscription) => Promise<void>,
  ) => {
    await inTransaction(
      app,
      async (ctx) => {
        await work(ctx, await lockOwnSubscription(ctx, organisationOf(principal), id));
        record(ctx, { action, by: principal, subject: id });
      },
      { traceId },
    );
    return { status: 204 };
  };
  return [
    route({
      method: "get",
      path: "/api/subscriptions",
      act: "subscriptions:read",
      summary: "How your organisation's subscriptions fare",
      tag: TAG,
      query: pageQuery,
      responses: { 200: { description: "A page of them.", schema: pageOf(subscriptionProgress) } },
      handler: async ({ principal, query }) => {
        const { through: settled } = await settledSequence.read();
        return { status: 200, body: await listProgress(reading, { account: principal?.account ?? "", settled, ...query }) };
      },
    }),
    route({
      method: "get",
      path: "/api/subscriptions/{id}/deliveries",
      act: "subscriptions:read",
      summary: "What was sent to a subscriber, newest first",
      description: "`state=dead` lists dead letters, each with the reason. What was delivered can be seen for seven days.",
      tag: TAG,
      params,
      query: pageQuery.extend({ state: deliveryState.optional() }),
      responses: { 200: { description: "A page of deliveries.", schema: pageOf(deliveryView) } },
      handler: async ({ params: { id }, principal, query: { state = null, ...page } }) => {
        await getOwnSubscription(reading, organisationOf(principal), id);
        return { status: 200, body: await listDeliveries(reading, { subscriptionId: id, state, ...page }) };
      },
    }),
    route({
      method: "post",
      path: "/api/subscriptions/{id}/pause",
      act: "subscriptions:steer",
      summary: "Sends nothing to a subscriber until it is resumed",
      tag: TAG,
      params,
      responses: { 204: { description: "Paused. What is on its way may still arrive, and comes again under the same id." } },
      handler: ({ params: { id }, principal, traceId }) =>
        change("subscription.paused", { id, principal, traceId }, (ctx, subscription) => pauseSubscription(ctx, subscription.id)),
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
      handler: ({ params: { id }, principal, traceId }) => change("subscription.resumed", { id, principal, traceId }, resumeSubscription),
    }),
    route({
      method: "put",
      path: "/api/subscriptions/{id}/signature-token",
      act: "subscriptions:steer",
      summary: "Signs what is sent to a subscriber with another secret",
      description:
        "For `overlapSeconds`, a day by default, `GS1-Signature` has a second `v1`, made with the secret before: the subscriber changes over meanwhile. " +
        "Zero is for a secret that others know.",
      tag: TAG,
      params,
      body: signatureTokenRequest,
      responses: { 204: { description: "The next try is signed with it." } },
      handler: ({ params: { id }, body: { signatureToken: token, overlapSeconds }, principal, traceId }) =>
        change("subscription.secret-replaced", { id, principal, traceId }, (ctx, subscription) =>
          replaceToken(ctx, app, subscription, { token, overlapSeconds }),
        ),
    }),
    route({
      method: "post",
      path: "/api/subscriptions/{id}/replay",
      act: "subscriptions:steer",
      summary: "Moves a subscription to another point: to send again, or to skip",
      description:
        "`after` is a sequence, as `mark`, `after` and `through` show them; `from` is a time of recording. What comes then comes in new documents " +
        "under new ids. This is also the way past a document that the subscriber will never take.",
      tag: TAG,
      params,
      body: replayRequest,
      responses: { 204: { description: "It goes on from there." } },
      handler: async ({ params: { id }, body, principal, traceId }) => {
        const { through: settled } = await settledSequence.read();
        return change("subscription.replayed", { id, principal, traceId }, (ctx, subscription) =>
          replaySubscription(ctx, subscription, body, settled),
        );
      },
    }),
  ];
}
