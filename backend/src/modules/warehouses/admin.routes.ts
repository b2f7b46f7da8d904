import { gtin14 } from "@waybill/protocol/schemas/api/stock";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import {
  acceptInstance as acceptInstanceRequest,
  comparisonView,
  warehouseChange,
  warehouseConflict,
  warehouseList,
  warehouseReach,
  warehouseStockItem,
  warehouseView,
} from "@waybill/protocol/schemas/api/warehouses";
import { UnusableAnswer } from "@waybill/protocol/warehouse/compare-inventory";
import { z } from "zod";
import type { App } from "../../platform/app.ts";
import { record } from "../../platform/audit.ts";
import { inTransaction, type Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { facet } from "../../platform/http/facet.ts";
import { pageQuery } from "../../platform/http/paging.ts";
import type { Principal } from "../../platform/http/principal.ts";
import { route, type Route } from "../../platform/http/route.ts";
import { timePageQuery } from "../../platform/http/time-page.ts";
import { acceptInstance } from "./instances.ts";
import { WarehouseRefused, WarehouseUnreachable } from "./line/warehouse-unreachable.ts";
import { setPaused } from "./pause.ts";
import { letIn, reachOfRemoval, removeWarehouse } from "./removal.ts";
import { compareWarehouse, type ComparisonParts } from "./reconcile/compare-warehouse.ts";
import { stockEnd, textOfEnd } from "./stock-end.ts";
import { WAREHOUSES_PROBLEMS } from "./warehouses.errors.ts";
import { oneWarehouse, TAG } from "./warehouses.routes.ts";
import { historyOf, listConflicts, stockBeside, viewOfWarehouse, viewsOfWarehouses } from "./warehouses.views.ts";
import { getWarehouse } from "./warehouses.store.ts";

/** The warehouses, for whoever runs the shop. */
export function warehousesAdminRoutes({ app, ...parts }: { app: App } & ComparisonParts): Route[] {
  const { awaySalesHours } = app.config.warehouses;
  const answers = { 200: { description: "The warehouse as it stands.", schema: warehouseView } };
  /** Does something to a warehouse, and answers with it. */
  const done = (id: string, traceId: string, work: (ctx: Ctx) => Promise<void>) =>
    inTransaction(
      app,
      async (ctx) => {
        await work(ctx);
        return { status: 200, body: await viewOfWarehouse(ctx, id, awaySalesHours) };
      },
      { traceId },
    );
  const pausing = (isPaused: boolean, words: { summary: string; description: string }): Route =>
    route({
      ...{
        method: "post",
        path: `/api/warehouses/{id}/${isPaused ? "pause" : "resume"}`,
        act: isPaused ? "warehouses:pause" : "warehouses:resume",
      },
      ...{ stepUp: true, ...words, tag: TAG, params: oneWarehouse, responses: answers, refuses: [409] },
      handler: ({ params: { id }, principal, traceId }) => done(id, traceId, (ctx) => setPaused(ctx, id, isPaused, principal as Principal)),
    });

  return [
    route({
      ...{ method: "get", path: "/api/warehouses", act: "warehouses:read", tag: TAG },
      summary: "Every warehouse: how it answers, how fresh what is known of it is, and what waits",
      responses: { 200: { description: "All of them, by name.", schema: warehouseList } },
      handler: async ({ traceId }) => ({
        status: 200,
        body: { items: await inTransaction(app, (ctx) => viewsOfWarehouses(ctx, awaySalesHours), { traceId, isSnapshot: true }) },
      }),
    }),
    route({
      ...{ method: "get", path: "/api/warehouses/{id}", act: "warehouses:read", tag: TAG },
      summary: "One warehouse",
      params: oneWarehouse,
      responses: answers,
      handler: ({ params: { id }, traceId }) => done(id, traceId, async () => undefined),
    }),
    route({
      ...{ method: "get", path: "/api/warehouses/{id}/history", act: "warehouses:read", tag: TAG },
      summary: "How a warehouse came to be as it is, the newest first",
      params: oneWarehouse,
      query: pageQuery.extend({
        became: facet(warehouseChange.shape.became).describe("Only when it became this."),
        after: facet(z.string().regex(/^\d{1,18}$/, "must be the `next` of a page")).describe("`next` of the page before."),
      }),
      responses: { 200: { description: "A page of changes.", schema: pageOf(warehouseChange) } },
      handler: async ({ params: { id }, query, traceId }) => ({
        status: 200,
        body: await inTransaction(app, async (ctx) => historyOf(ctx, (await getWarehouse(ctx, id)).id, query), { traceId }),
      }),
    }),
    route({
      ...{ method: "get", path: "/api/warehouses/{id}/stock", act: "warehouses:read", tag: TAG },
      summary: "What a warehouse has said it has on hand, beside the ledger",
      description: "By GTIN, expiry and lot. `lastSynced` is when the shop learned it; `drift` is what comparing will put right.",
      params: oneWarehouse,
      query: pageQuery.extend({
        gtin: facet(gtin14).describe("Of these goods alone."),
        after: facet(stockEnd).describe("`next` of the page before."),
      }),
      responses: { 200: { description: "A page of lots.", schema: pageOf(warehouseStockItem) } },
      handler: async ({ params: { id }, query, traceId }) => {
        const { items, end } = await inTransaction(app, async (ctx) => stockBeside(ctx, (await getWarehouse(ctx, id)).id, query), {
          ...{ traceId, isSnapshot: true },
        });
        return { status: 200, body: { items, next: end && textOfEnd(end) } };
      },
    }),
    route({
      ...{ method: "get", path: "/api/warehouse-conflicts", act: "warehouses:read", tag: TAG },
      summary: "What the shop and a warehouse cannot both be right about, the newest first",
      description: "With both sides. One about stock ends when both say the same, one about a database when an admin accepts it.",
      query: timePageQuery.extend({
        open: z
          .enum(["true", "false"])
          .optional()
          .transform((text) => (text === undefined ? null : text === "true"))
          .describe("`true`: not settled up to now."),
        warehouse: facet(oneWarehouse.shape.id).describe("With this one alone."),
      }),
      responses: { 200: { description: "A page of conflicts.", schema: pageOf(warehouseConflict) } },
      handler: async ({ query: { open, ...query }, traceId }) => ({
        status: 200,
        body: await inTransaction(app, (ctx) => listConflicts(ctx, { isOpen: open, ...query }), { traceId }),
      }),
    }),
    pausing(true, {
      summary: "Sends nothing new to a warehouse",
      description: "What it was told to pack it packs. Once more changes nothing.",
    }),
    pausing(false, { summary: "Sends orders to a warehouse again", description: "Once more changes nothing." }),
    route({
      ...{ method: "get", path: "/api/warehouses/{id}/reach", act: "warehouses:read", tag: TAG },
      summary: "What removing a warehouse would strike now",
      params: oneWarehouse,
      responses: { 200: { description: "Orders and pieces.", schema: warehouseReach } },
      handler: async ({ params: { id }, traceId }) => ({
        status: 200,
        body: await inTransaction(app, (ctx) => reachOfRemoval(ctx, parts.listener, id), { traceId, isSnapshot: true }),
      }),
    }),
    route({
      ...{ method: "post", path: "/api/warehouses/{id}/removal", act: "warehouses:remove", stepUp: true, tag: TAG },
      summary: "Takes a warehouse out of the registry",
      description:
        "Its token ends, nothing of its stock is sold, and what it has not sent is called back and sent from elsewhere. What it had packed already waits until somebody says whether it has left. Its history stays, and its name is taken: it comes back only when an admin lets it in. Once more changes nothing.",
      params: oneWarehouse,
      responses: answers,
      handler: ({ params: { id }, principal, traceId }) =>
        done(id, traceId, (ctx) => removeWarehouse(ctx, parts.listener, id, principal as Principal)),
    }),
    route({
      ...{ method: "post", path: "/api/warehouses/{id}/admission", act: "warehouses:letIn", stepUp: true, tag: TAG },
      summary: "Lets a warehouse in again that was removed",
      description: "With the token that it has. It is sold from once all that it has was compared. Once more changes nothing.",
      params: oneWarehouse,
      responses: answers,
      handler: ({ params: { id }, principal, traceId }) => done(id, traceId, (ctx) => letIn(ctx, id, principal as Principal)),
    }),
    route({
      ...{ method: "post", path: "/api/warehouses/{id}/instance", act: "warehouses:accept", stepUp: true, tag: TAG },
      summary: "Accepts that a warehouse has another database",
      description: "Its messages are taken from the first one, and what it was told to pack before is sent from elsewhere.",
      params: oneWarehouse,
      body: acceptInstanceRequest,
      responses: answers,
      refuses: [409],
      handler: ({ params: { id }, body: { instance }, principal, traceId }) =>
        done(id, traceId, async (ctx) => {
          await acceptInstance(ctx, parts.listener, id, instance);
          record(ctx, { action: "warehouse.accepted", by: principal, subject: id, details: { instance } });
        }),
    }),
    route({
      ...{ method: "post", path: "/api/warehouses/{id}/comparison", act: "warehouses:compare", tag: TAG },
      summary: "Compares what a warehouse has on hand with what the shop believes, now",
      description: "And puts the shop's side right. Otherwise it is done every WAREHOUSE_RECONCILE_SECONDS.",
      params: oneWarehouse,
      responses: { 200: { description: "What was found.", schema: comparisonView } },
      refuses: [409, 503],
      handler: async ({ params: { id } }) => {
        const { bytes: _, ...found } = await compareWarehouse(app, parts, id).catch((error: unknown) => {
          const isTheirs = [WarehouseUnreachable, WarehouseRefused, UnusableAnswer].some((kind) => error instanceof kind);
          if (!isTheirs) throw error;
          throw new ProblemError(WAREHOUSES_PROBLEMS.unreachable, {
            ...{ detail: (error as Error).message, headers: { "Retry-After": "10" }, cause: error },
          });
        });
        return { status: 200, body: found };
      },
    }),
  ];
}
