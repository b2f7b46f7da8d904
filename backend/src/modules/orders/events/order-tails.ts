import type { App } from "../../../platform/app.ts";
import type { Service } from "../../../platform/module.ts";
import { createNewsTail } from "../../../platform/stream/news-tail.ts";
import type { OrderTails } from "./order-events.routes.ts";
import { customersWithNews, ORDERS_CHANNEL } from "./order-news.store.ts";
import { createOrderTail } from "./order-tail.ts";

/** What wakes whoever follows orders in this process. */
export function createOrderTails(app: App): OrderTails {
  // Whoever follows first has it looked at in a request of its own; whom the news concern is found as the process.
  const between = (after: number, upTo: number) => customersWithNews({ tx: app.db.dataSource.manager }, after, upTo);
  const all = createNewsTail<string>(app, { table: "order_news", channel: ORDERS_CHANNEL, lock: "news of orders", between });
  return { one: createOrderTail(app), all };
}

export async function startTails({ one, all }: OrderTails): Promise<Service> {
  const services = [await one.start(), await all.start()];
  return {
    async stop() {
      for (const service of services) await service.stop();
    },
  };
}
