import { warehouseNews } from "@waybill/protocol/schemas/api/warehouses";
import type { App } from "../../../platform/app.ts";
import { inTransaction, selectRows } from "../../../platform/context.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import type { StreamEvent } from "../../../platform/stream/follow.ts";
import { HOW_NEWS_GO_ON, LAST_EVENT_ID, newsReply } from "../../../platform/stream/follow-news.ts";
import { createNewsTail, type NewsTail } from "../../../platform/stream/news-tail.ts";
import { TAG } from "../warehouses.routes.ts";

/** What wakes whoever follows the warehouses; see migration 961. */
export function createWarehouseTail(app: App): NewsTail<never> {
  return createNewsTail(app, { table: "warehouse_news", channel: "waybill_warehouses", lock: "news of warehouses" });
}

/** GET /api/warehouses/events: what changes about warehouses, as it changes, for whoever runs the shop. */
export function warehouseEventsRoutes(app: App, tail: NewsTail<never>): Route[] {
  const read = async (after: number, upTo: number, limit: number): Promise<StreamEvent[]> => {
    const rows = await inTransaction(app, (ctx) =>
      selectRows<{ number: string; kind: string; warehouse: string }>(
        ctx,
        "SELECT number, kind, warehouse FROM warehouse_news WHERE number > $1 AND number <= $2 ORDER BY number LIMIT $3",
        [after, upTo, limit],
      ),
    );
    return rows.map(({ number, ...data }) => ({ id: Number(number), event: data.kind, data }));
  };
  return [
    route({
      method: "get",
      path: "/api/warehouses/events",
      act: "warehouses:read",
      summary: "What changes about warehouses, as it changes (server-sent events)",
      description: `\`warehouse\`: how one is, or how far its messages and its copy are taken; \`conflict\`: one began or ended; \`heard\`: it was heard from, once a minute at most; \`stock\`: goods came in or were counted by hand. ${HOW_NEWS_GO_ON} News are kept for a week. Ends when the session does.`,
      tag: TAG,
      parameters: [LAST_EVENT_ID],
      responses: { 200: { description: "An endless stream.", schema: warehouseNews, contentType: "text/event-stream" } },
      handler: (request) => newsReply(request, { tail, read }),
    }),
  ];
}
