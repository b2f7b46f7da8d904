import { z } from "zod";
import type { App } from "../../platform/app.ts";
import type { Module } from "../../platform/module.ts";
import { inTurn } from "../../platform/turns.ts";
import { cartRoutes } from "./cart/cart.routes.ts";
import { findArticle } from "./catalogue/articles.store.ts";
import { catalogueRoutes } from "./catalogue/catalogue.routes.ts";
import { orderEventsRoutes } from "./events/order-events.routes.ts";
import { createOrderTails, startTails } from "./events/order-tails.ts";
import { FORGET_TASK } from "./fulfilment/forget-at-warehouses.ts";
import { fulfilmentRoutes } from "./fulfilment/fulfilment.routes.ts";
import { ORDERS_PROBLEMS } from "./orders.errors.ts";
import type { Stock, Warehouses } from "./orders.ports.ts";
import { registerOrderMetrics } from "./orders.metrics.ts";
import { ordersRoutes } from "./orders.routes.ts";
import { paymentsRoutes, WEBHOOKS_PATH } from "./payments/payments.routes.ts";
import { routingPricesRoutes } from "./planning/routing-prices.routes.ts";
import { createProviders } from "./payments/providers.ts";
import { createSandbox } from "./payments/sandbox/create-sandbox.ts";
import { followUp, PAGE } from "./saga/follow-up.ts";
import { GO_ON_TASK, keyOfOrder } from "./saga/go-on.ts";
import { runSaga } from "./saga/run-saga.ts";
import { sayOwed, SAY_OWED_TASK } from "./saga/say-owed.ts";

const FOLLOW_UP_TASK = "orders:follow-up";

const forgetPayload = z.object({ shipment: z.string(), warehouse: z.string() });
const owedPayload = z.object({ warehouse: z.string() });
const goOnPayload = z.object({ order: z.string() });

interface Shop {
  app: App;
  stock: Stock;
  warehouses: Warehouses;
  /** Where the API answers; null while it does not, or nobody knows. */
  apiUrl?: () => string | null;
}

/** The shop: what it sells, what was ordered, and how each order goes on. */
export function createOrders({ app, stock, warehouses, apiUrl = () => null }: Shop): Module {
  const webhookUrl = (): string | null => {
    const api = apiUrl();
    return app.config.sandboxWebhookUrl ?? (api === null ? null : `${api}${WEBHOOKS_PATH}`);
  };
  // In production nobody ships against money that is none.
  const sandbox = app.config.mode === "production" ? null : createSandbox(app, { webhookUrl });
  const providers = createProviders(sandbox === null ? [] : [sandbox.provider]);
  const partners = { stock, warehouses, provider: (name: string) => providers.named(name) };
  const tails = createOrderTails(app);
  return {
    name: "orders",
    problems: ORDERS_PROBLEMS,
    routes: [
      // Before those of one order, whose id it would be.
      ...orderEventsRoutes(app, tails),
      ...[...catalogueRoutes(app, stock), ...cartRoutes(app), ...ordersRoutes(app, { stock, warehouses }, providers.chosen)],
      ...[...fulfilmentRoutes(app, partners), ...paymentsRoutes(app, providers), ...routingPricesRoutes(app)],
    ],
    services: {
      api() {
        registerOrderMetrics(app);
        return startTails(tails);
      },
    },
    records: { "/shop/$gtin": async (ctx, named) => (await findArticle(ctx, named)) !== undefined },
    jobs: {
      [GO_ON_TASK]: async (running, payload) => {
        const { order } = goOnPayload.parse(payload);
        await inTurn(running, keyOfOrder(order), () => runSaga(running, partners, order));
      },
      [FORGET_TASK]: async (_, payload) => {
        const { shipment, warehouse } = forgetPayload.parse(payload);
        await warehouses.forget(warehouse, shipment);
      },
      [SAY_OWED_TASK]: (running, payload) => sayOwed(running, warehouses, { of: owedPayload.parse(payload).warehouse, pageSize: PAGE }),
      [FOLLOW_UP_TASK]: (running) => followUp(running, partners),
      ...sandbox?.jobs,
    },
    // A round that takes longer than a minute is followed by one, not by several beside it.
    crontab: [`* * * * * ${FOLLOW_UP_TASK} ?jobKey=${FOLLOW_UP_TASK}&queue=${FOLLOW_UP_TASK}`],
  };
}
