import { placeRequest, productRequest } from "@waybill/protocol/schemas/api/identity";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { place, product } from "@waybill/protocol/schemas/api/traceability";
import { z } from "zod";
import type { App } from "../../platform/app.ts";
import { record } from "../../platform/audit.ts";
import { inTransaction } from "../../platform/context.ts";
import { organisationOf } from "../../platform/http/principal.ts";
import { route, type Route } from "../../platform/http/route.ts";
import { placesByGln, productsByGtin } from "./master-data.queries.ts";
import { putPlace, putProduct } from "./master-data.service.ts";
import { findPlaces, findProducts } from "./master-data.views.ts";

const TAG = "Products and places";
const searchQuery = z.object({ q: z.string().max(100).default("").describe("Part of a name, or the first digits of the number.") });
const gtin = z.string().regex(/^\d{8}$|^\d{12,14}$/, "must be a GTIN: 8, 12, 13 or 14 digits");

export function masterDataRoutes({ app }: { app: App }): Route[] {
  return [
    route({
      method: "put",
      path: "/api/products/{gtin}",
      act: "masterData:describe",
      summary: "Describes a product",
      tag: TAG,
      params: z.object({ gtin: gtin.transform((digits) => digits.padStart(14, "0")) }),
      body: productRequest,
      responses: { 200: { description: "The product as it is now described.", schema: product } },
      handler: async ({ params, body, principal, traceId }) => {
        const stored = await inTransaction(
          app,
          async (ctx) => {
            await putProduct(ctx, organisationOf(principal), params.gtin, body);
            record(ctx, { action: "product.described", by: principal, subject: params.gtin });
            return (await productsByGtin(ctx, [params.gtin])).get(params.gtin);
          },
          { traceId },
        );
        return { status: 200, body: stored };
      },
    }),
    route({
      method: "put",
      path: "/api/places/{gln}",
      act: "masterData:describe",
      summary: "Describes a place",
      tag: TAG,
      params: z.object({ gln: z.string().regex(/^\d{13}$/, "must be a GLN: 13 digits") }),
      body: placeRequest,
      responses: { 200: { description: "The place as it is now described.", schema: place } },
      handler: async ({ params, body, principal, traceId }) => {
        const stored = await inTransaction(
          app,
          async (ctx) => {
            await putPlace(ctx, organisationOf(principal), params.gln, body);
            record(ctx, { action: "place.described", by: principal, subject: params.gln });
            return (await placesByGln(ctx, [params.gln])).get(params.gln);
          },
          { traceId },
        );
        return { status: 200, body: stored };
      },
    }),
    route({
      method: "get",
      path: "/api/products",
      act: "masterData:read",
      summary: "Products by name or number",
      tag: TAG,
      query: searchQuery,
      responses: { 200: { description: "At most 50 products.", schema: pageOf(product) } },
      handler: async ({ query, traceId }) => ({
        status: 200,
        body: { items: await inTransaction(app, (ctx) => findProducts(ctx, query.q.trim()), { traceId }), next: null },
      }),
    }),
    route({
      method: "get",
      path: "/api/places",
      act: "masterData:read",
      summary: "Places by name or number",
      tag: TAG,
      query: searchQuery,
      responses: { 200: { description: "At most 50 places.", schema: pageOf(place) } },
      handler: async ({ query, traceId }) => ({
        status: 200,
        body: { items: await inTransaction(app, (ctx) => findPlaces(ctx, query.q.trim()), { traceId }), next: null },
      }),
    }),
  ];
}
