import { streamMessage } from "@waybill/protocol/schemas/api/stream";
import type { ServerResponse } from "node:http";
import { ProblemError } from "../errors.ts";
import { route, type Route } from "../http/route.ts";
import { PLATFORM_PROBLEMS } from "../problems.ts";
import { MAX_BUFFERED_BYTES, RETRY_MILLISECONDS, STREAM_HEADERS } from "./follow.ts";
import type { OutboxRow, OutboxTail } from "./outbox-tail.ts";

/** Keeps proxies from closing a quiet stream. */
const HEARTBEAT_MILLISECONDS = 15_000;

/** GET /api/stream: server-sent events from the outbox, complete and in order from Last-Event-ID on. */
export function streamRoutes(tail: () => OutboxTail): Route[] {
  return [
    route({
      method: "get",
      path: "/api/stream",
      act: "system:read",
      summary: "What changes, as it changes (server-sent events)",
      description: "Each message says that something changed; fetch its view again. Resumes after the `Last-Event-ID` header.",
      tag: "System",
      responses: { 200: { description: "An endless stream.", schema: streamMessage, contentType: "text/event-stream" } },
      handler: async ({ header }) => {
        const lastEventId = header("last-event-id");
        if (lastEventId !== undefined && !/^\d{1,15}$/.test(lastEventId))
          throw new ProblemError(PLATFORM_PROBLEMS.badRequest, { detail: "Last-Event-ID must be an id that this stream has sent." });
        return {
          status: 200,
          contentType: "text/event-stream",
          headers: STREAM_HEADERS,
          stream: (response, signal) => follow(tail(), response, signal, lastEventId === undefined ? undefined : Number(lastEventId)),
        };
      },
    }),
  ];
}

async function follow(tail: OutboxTail, response: ServerResponse, signal: AbortSignal, after: number | undefined): Promise<void> {
  let sent = after ?? (await tail.newestId());
  const pending: OutboxRow[] = [];
  let isCatchingUp = true;
  const write = (rows: readonly OutboxRow[]): void => {
    if (response.writableLength > MAX_BUFFERED_BYTES) response.destroy();
    if (signal.aborted) return;
    for (const { id, type, payload } of rows) {
      if (id <= sent) continue;
      response.write(`id: ${id}\nevent: ${type}\ndata: ${JSON.stringify({ type, ...payload })}\n\n`);
      sent = id;
    }
  };
  const unsubscribe = tail.subscribe((rows) => (isCatchingUp ? pending.push(...rows) : write(rows)));
  const heartbeat = setInterval(() => response.write(":\n\n"), HEARTBEAT_MILLISECONDS);
  try {
    response.write(`retry: ${RETRY_MILLISECONDS}\nid: ${sent}\n\n`);
    // Live rows wait until the stored ones are through, so that ids never go back.
    for (let rows = await tail.readAfter(sent); rows.length > 0 && !signal.aborted; rows = await tail.readAfter(sent)) write(rows);
    write(pending);
    isCatchingUp = false;
    await new Promise<void>((resolve) => (signal.aborted ? resolve() : signal.addEventListener("abort", () => resolve(), { once: true })));
  } finally {
    clearInterval(heartbeat);
    unsubscribe();
  }
}
