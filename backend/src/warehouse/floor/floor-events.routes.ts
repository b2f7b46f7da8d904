import { floorNews } from "@waybill/protocol/schemas/warehouse/floor";
import { selectRows } from "../../platform/context.ts";
import type { StreamEvent } from "../../platform/stream/follow.ts";
import { HOW_NEWS_GO_ON, LAST_EVENT_ID, newsReply } from "../../platform/stream/follow-news.ts";
import { createNewsTail, type NewsTail } from "../../platform/stream/news-tail.ts";
import { warehouseRoute, type WarehouseRoute } from "../warehouse-route.ts";
import type { Warehouse } from "../warehouse.ts";

/** A password is checked each time that it is asked whether somebody still works here, so not as often as elsewhere. */
const HEARTBEAT_MILLISECONDS = 20_000;

/** What wakes the screens of the floor; see migration 1040. */
export function createFloorTail(app: Warehouse): NewsTail<never> {
  return createNewsTail(app, { table: "floor_news", channel: "waybill_floor", lock: "news of the floor" });
}

/** GET /api/floor/events: what changes on the floor, as it changes. What has changed is asked for as ever, so news show nobody what it may not see. */
export function floorEventsRoutes(app: Warehouse, tail: NewsTail<never>, heartbeatMilliseconds = HEARTBEAT_MILLISECONDS): WarehouseRoute[] {
  const read = async (after: number, upTo: number, limit: number): Promise<StreamEvent[]> => {
    const rows = await selectRows<{ number: string; kind: string; about: string | null }>(
      { tx: app.db.dataSource.manager },
      "SELECT number, kind, about FROM floor_news WHERE number > $1 AND number <= $2 ORDER BY number LIMIT $3",
      [after, upTo, limit],
    );
    return rows.map(({ number, ...data }) => ({ id: Number(number), event: data.kind, data }));
  };
  return [
    warehouseRoute({
      method: "get",
      path: "/api/floor/events",
      act: "floor:read",
      httpsOnly: true,
      summary: "What changes on the floor, as it changes (server-sent events)",
      description: `Each says what kind of thing has changed, and which; ask for it again. ${HOW_NEWS_GO_ON} News are kept for a day. Ends when the account does, or the device.`,
      tag: "Floor",
      parameters: [LAST_EVENT_ID],
      responses: { 200: { description: "An endless stream.", schema: floorNews, contentType: "text/event-stream" } },
      handler: (request) => newsReply(request, { tail, read, heartbeatMilliseconds }),
    }),
  ];
}
