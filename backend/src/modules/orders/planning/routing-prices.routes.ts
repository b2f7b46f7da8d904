import { countryCode } from "@waybill/protocol/schemas/api/catalogue";
import { postalAreasRequest, postalAreasView, routingPricesRequest, routingPricesView } from "@waybill/protocol/schemas/api/routing";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { record } from "../../../platform/audit.ts";
import { inTransaction } from "../../../platform/context.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { listAreas, setAreas } from "./postal-areas.store.ts";
import { listPrices, setPrices } from "./routing-prices.store.ts";

const TAG = "Orders";
const NEWEST = 100;

/** What plans are charged for, and where postal codes are. */
export function routingPricesRoutes(app: App): Route[] {
  return [
    route({
      method: "get",
      path: "/api/routing-prices",
      act: "routing:read",
      summary: "What plans of orders are charged for, beside what warehouses cost",
      description: "The first item counts; the others have counted before. The last, number 0, is what the program comes with.",
      tag: TAG,
      responses: { 200: { description: `The newest first, ${NEWEST} at most.`, schema: pageOf(routingPricesView) } },
      handler: async ({ traceId }) => ({
        status: 200,
        body: { items: await inTransaction(app, (ctx) => listPrices(ctx, NEWEST), { traceId }), next: null },
      }),
    }),
    route({
      method: "put",
      path: "/api/routing-prices",
      act: "routing:set",
      summary: "Sets what plans of orders are charged for, from the next one on",
      description: "Plans that were made keep the prices that they were made with. The same again changes nothing.",
      tag: TAG,
      body: routingPricesRequest,
      responses: { 200: { description: "What counts now.", schema: routingPricesView } },
      handler: async ({ body, principal, traceId }) => {
        const prices = await inTransaction(
          app,
          async (ctx) => {
            const { prices: now, changed } = await setPrices(ctx, body);
            if (Object.keys(changed).length > 0)
              record(ctx, { action: "routing-prices.set", by: principal, subject: String(now.number), details: changed });
            return now;
          },
          { traceId },
        );
        return { status: 200, body: prices };
      },
    }),
    route({
      method: "get",
      path: "/api/postal-areas",
      act: "routing:read",
      summary: "Where postal codes are, as far as the shop was told",
      description:
        "For distances from warehouses to customers. Of other countries, and of other codes, the middle of the country is taken.",
      tag: TAG,
      responses: { 200: { description: "By country.", schema: pageOf(postalAreasView) } },
      handler: async ({ traceId }) => ({
        status: 200,
        body: { items: await inTransaction(app, listAreas, { traceId }), next: null },
      }),
    }),
    route({
      method: "put",
      path: "/api/postal-areas/{country}",
      act: "routing:set",
      summary: "Says where the postal codes of a country are, in the place of what was said before",
      description:
        "By their first one to three characters, no finer: a plan is kept, and is not to tell where somebody lives. Without areas the middle of the country counts.",
      tag: TAG,
      params: z.object({ country: countryCode }),
      body: postalAreasRequest,
      responses: { 200: { description: "What counts now.", schema: postalAreasView } },
      handler: async ({ params: { country }, body: { areas }, principal, traceId }) => {
        const set = await inTransaction(
          app,
          async (ctx) => {
            record(ctx, { action: "postal-areas.set", by: principal, subject: country, details: { areas: areas.length } });
            return setAreas(ctx, country, areas);
          },
          { traceId },
        );
        return { status: 200, body: set };
      },
    }),
  ];
}
