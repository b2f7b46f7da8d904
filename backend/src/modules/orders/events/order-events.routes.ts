import type { ServerResponse } from "node:http";
import { orderNews, orderTransition } from "@waybill/protocol/schemas/api/orders";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { inTransaction } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { personOf } from "../../../platform/http/principal.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { PLATFORM_PROBLEMS } from "../../../platform/problems.ts";
import { getOrder } from "../orders.service.ts";
import { newsAfter, type OrderNewsRow } from "./order-news.store.ts";
import type { OrderTail } from "./order-tail.ts";

/** Keeps proxies from closing a quiet stream; and so often it is asked whether its reader may still follow. */
const HEARTBEAT_MILLISECONDS = 10_000;
/** What the browser waits before it connects again. */
const RETRY_MILLISECONDS = 1_000;
const NUMBER = /^\d{1,9}$/;

/** GET /api/orders/{id}/events: what happens to one order, as it happens, to whom it belongs. */
export function orderEventsRoutes(app: App, tail: OrderTail, heartbeatMilliseconds = HEARTBEAT_MILLISECONDS): Route[] {
  return [
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
      parameters: [{ name: "Last-Event-ID", in: "header", schema: z.string() }],
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
        const read = (sent: number) => inTransaction(app, (ctx) => newsAfter(ctx, id, sent), { traceId });
        return {
          status: 200,
          contentType: "text/event-stream",
          headers: { "Cache-Control": "no-cache, no-transform", "X-Accel-Buffering": "no" },
          stream: (response, signal) => follow({ response, signal, read, mayStill, heartbeatMilliseconds, subscribe: (wake) => tail.subscribe(id, wake) }, Number(after)), // prettier-ignore
        };
      },
    }),
  ];
}

interface Following {
  response: ServerResponse;
  signal: AbortSignal;
  read(sent: number): Promise<OrderNewsRow[]>;
  mayStill(): Promise<void>;
  heartbeatMilliseconds: number;
  subscribe(wake: () => void): () => void;
}

async function follow({ response, signal, read, mayStill, heartbeatMilliseconds, subscribe }: Following, after: number): Promise<void> {
  let sent = after;
  let wake: () => void = () => undefined;
  let isWoken = true;
  let isOver = false;
  const rouse = () => {
    isWoken = true;
    wake();
  };
  const end = () => {
    isOver = true;
    wake();
  };
  const unsubscribe = subscribe(rouse);
  const beat = setInterval(() => {
    response.write(":\n\n");
    // Of an error of the moment nothing follows; whose session is over, or whose role, reads no more.
    mayStill().catch((error: unknown) => void (error instanceof ProblemError && error.problem.status < 500 && end()));
  }, heartbeatMilliseconds);
  signal.addEventListener("abort", end, { once: true });
  try {
    response.write(`retry: ${RETRY_MILLISECONDS}\nid: ${sent}\n\n`);
    while (!signal.aborted && !isOver) {
      isWoken = false;
      for (const { sequence, kind, about, transition } of await read(sent)) {
        sent = sequence;
        const data = transition === null ? { kind, about } : { ...transition, at: transition.at.toISOString() };
        response.write(`id: ${sent}\nevent: ${kind}\ndata: ${JSON.stringify(data)}\n\n`);
      }
      if (!isWoken && !isOver && !signal.aborted) await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    clearInterval(beat);
    unsubscribe();
  }
}
