import { footprintWish, PACT_EVENTS } from "@waybill/protocol/pact/events";
import { exchangeDelivery, footprintRequest, receivedFootprint } from "@waybill/protocol/schemas/api/exchange";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { address } from "@waybill/protocol/schemas/primitives";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { record } from "../../../platform/audit.ts";
import { inTransaction } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { facet } from "../../../platform/http/facet.ts";
import { organisationOf } from "../../../platform/http/principal.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { getPartner } from "../clients/partners.service.ts";
import { EXCHANGE_PROBLEMS } from "../exchange.errors.ts";
import { sequenceQuery } from "../sequence-query.ts";
import { addDelivery, listDeliveries, revive } from "./deliveries.store.ts";
import { insertRequest, listReceived, listRequests } from "./incoming.store.ts";
import { sendLater } from "./outgoing.ts";

const TAG = "Exchange of footprints";
const params = z.object({ id: z.string().min(1).max(64) });

/** What an organisation asks its partners for, what came of it, and what became of its own events. */
export function eventsRoutes(app: App): Route[] {
  return [
    route({
      method: "post",
      path: "/api/exchange/partners/{id}/requests",
      act: "exchange:ask",
      summary: "Asks a partner for footprints",
      description: "Its host system answers with an event, at once or when it has them. What comes is among `/api/exchange/received`.",
      tag: TAG,
      params,
      body: footprintWish.strict(),
      responses: { 201: { description: "The id of the request.", schema: z.object({ id: z.uuid() }) } },
      handler: async ({ params: { id: partnerId }, body: wish, principal, origin, traceId }) => {
        const id = await inTransaction(
          app,
          async (ctx) => {
            const { host } = await getPartner(ctx, organisationOf(principal), partnerId);
            if (host === null) throw new ProblemError(EXCHANGE_PROBLEMS.noHost);
            const event = await sendLater(ctx, { partnerId, origin, type: PACT_EVENTS.requested, data: JSON.stringify(wish) });
            await insertRequest(ctx, { id: event, partnerId, wish });
            return event;
          },
          { traceId },
        );
        return { status: 201, body: { id } };
      },
    }),
    route({
      method: "get",
      path: "/api/exchange/requests",
      act: "exchange:read",
      summary: "What your organisation has asked partners for, newest first",
      tag: TAG,
      query: sequenceQuery,
      responses: { 200: { description: "A page of requests.", schema: pageOf(footprintRequest) } },
      handler: async ({ query, principal, traceId }) => ({
        status: 200,
        body: await inTransaction(app, (ctx) => listRequests(ctx, { account: organisationOf(principal), ...query }), { traceId }),
      }),
    }),
    route({
      method: "get",
      path: "/api/exchange/received",
      act: "exchange:read",
      summary: "Footprints of your partners: fetched, or announced and not there yet",
      tag: TAG,
      query: sequenceQuery,
      responses: { 200: { description: "A page of footprints, as they came.", schema: pageOf(receivedFootprint) } },
      handler: async ({ query, principal, traceId }) => ({
        status: 200,
        body: await inTransaction(app, (ctx) => listReceived(ctx, { account: organisationOf(principal), ...query }), { traceId }),
      }),
    }),
    route({
      method: "get",
      path: "/api/exchange/deliveries",
      act: "exchangeEvents:read",
      summary: "Events for your partners' host systems, newest first",
      description:
        "`state=dead` lists those that were given up after three days, each with the reason. Admins and auditors of the installation see everybody's.",
      tag: TAG,
      query: sequenceQuery.extend({ account: facet(address), state: facet(exchangeDelivery.shape.state) }),
      responses: { 200: { description: "A page of events.", schema: pageOf(exchangeDelivery) } },
      handler: async ({ query: { account: of, ...query }, principal, reach, traceId }) => {
        const account = reach === "all" ? null : organisationOf(principal);
        return { status: 200, body: await inTransaction(app, (ctx) => listDeliveries(ctx, { account, of, ...query }), { traceId }) };
      },
    }),
    route({
      method: "post",
      path: "/api/exchange/deliveries/{id}/retry",
      act: "exchangeEvents:retry",
      summary: "Sends an event again that was given up, unchanged and under its id",
      tag: TAG,
      params: z.object({ id: z.uuid() }),
      responses: { 204: { description: "It is on its way." } },
      handler: async ({ params: { id }, principal, reach, traceId }) => {
        await inTransaction(
          app,
          async (ctx) => {
            const account = await revive(ctx, reach === "all" ? null : organisationOf(principal), id);
            if (account === undefined) throw new ProblemError(EXCHANGE_PROBLEMS.unknownDelivery);
            await addDelivery(ctx, id);
            record(ctx, { action: "exchange-event.retried", by: principal, account, subject: id });
          },
          { traceId },
        );
        return { status: 204 };
      },
    }),
  ];
}
