import { newsOfOrders, orderNews, orderTransition } from "@waybill/protocol/schemas/api/orders";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { inTransaction } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { personOf } from "../../../platform/http/principal.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { PLATFORM_PROBLEMS } from "../../../platform/problems.ts";
import { follow, STREAM_HEADERS, type StreamEvent } from "../../../platform/stream/follow.ts";
import { HOW_NEWS_GO_ON, LAST_EVENT_ID, newsReply } from "../../../platform/stream/follow-news.ts";
import type { NewsTail } from "../../../platform/stream/news-tail.ts";
import { getOrder } from "../orders.service.ts";
import { newsAfter, newsBetween, type OrderNewsRow } from "./order-news.store.ts";
import type { OrderTail } from "./order-tail.ts";

const NUMBER = /^\d{1,9}$/;

export interface OrderTails {
  /** Of each order by itself. */
  one: OrderTail;
  /** Of all of them; told is whose orders they are. */
  all: NewsTail<string>;
}

/** What happens to orders, as it happens, to whom they belong: of all of them that somebody may see, and of one. */
export function orderEventsRoutes(app: App, { one, all }: OrderTails, heartbeatMilliseconds?: number): Route[] {
  return [
    route({
      method: "get",
      path: "/api/orders/events",
      act: "orders:read",
      summary: "What happens to orders, as it happens (server-sent events)",
      description: `A customer is told of its own orders; admins and auditors of the installation of everybody's. Each says that an order has changed; ask for it, or for the list, again. ${HOW_NEWS_GO_ON} Ends when the session does.`,
      tag: "Orders",
      query: z.object({ of: z.literal("me").optional().describe("One's own alone, also for those who may see everybody's.") }),
      parameters: [LAST_EVENT_ID],
      responses: { 200: { description: "An endless stream.", schema: newsOfOrders, contentType: "text/event-stream" } },
      handler: async ({ query: { of }, reach, principal, ...request }) => {
        const person = reach === "all" && of !== "me" ? null : personOf(principal).person;
        return newsReply(request, {
          ...{ tail: all, heartbeatMilliseconds },
          isConcerned: (customers) => person === null || customers.includes(person),
          read: async (after, upTo, limit) => {
            const news = await inTransaction(app, (ctx) => newsBetween(ctx, { person, after, upTo, limit }));
            return news.map(({ number, ...data }) => ({ id: number, event: data.kind, data }));
          },
        });
      },
    }),
    route({
      method: "get",
      path: "/api/orders/{id}/events",
      act: "orders:read",
      summary: "What happens to one order, as it happens (server-sent events)",
      description:
        "Everything that `GET /api/orders/{id}` shows is told of when it changes: `event` says what has, as `transition`, `packed`, `proven`, `payment` or `return`, and `id` is its number; in `told` of the order is the newest " +
        "that the answer holds. All later than the `Last-Event-ID` header, or `?after=`, come first, then what happens. Without either all of them do. Ends when the session does.",
      tag: "Orders",
      params: z.object({ id: z.string().min(1).max(64) }),
      query: z.object({ after: z.string().regex(NUMBER, "must be the number of an event").optional() }),
      parameters: [LAST_EVENT_ID],
      responses: {
        200: { description: "An endless stream.", schema: z.union([orderTransition, orderNews]), contentType: "text/event-stream" },
      },
      handler: async ({ params: { id }, query, header, principal, reach, traceId, mayStill }) => {
        const after = header("last-event-id") ?? query.after ?? "0";
        if (!NUMBER.test(after))
          throw new ProblemError(PLATFORM_PROBLEMS.badRequest, { detail: "Last-Event-ID must be an id that this stream has sent." });
        const person = reach === "all" ? null : personOf(principal).person;
        await inTransaction(app, (ctx) => getOrder(ctx, id, { person }), { traceId });
        // Who may follow is decided; what happened is read as the process, outside of the request.
        const read = async (sent: number) => (await inTransaction(app, (ctx) => newsAfter(ctx, id, sent), { traceId })).map(eventOf);
        return {
          status: 200,
          contentType: "text/event-stream",
          headers: STREAM_HEADERS,
          stream: (response, signal) =>
            follow(
              { response, signal, read, mayStill, heartbeatMilliseconds, subscribe: (wake) => one.subscribe(id, wake) },
              Number(after),
            ),
        };
      },
    }),
  ];
}

function eventOf({ sequence, kind, about, transition }: OrderNewsRow): StreamEvent {
  return { id: sequence, event: kind, data: transition === null ? { kind, about } : { ...transition, at: transition.at.toISOString() } };
}
