import { hasValidCheckDigit } from "@waybill/protocol/identifiers/check-digit";
import { article, articleRequest, countryCode, deliveryTerms, deliveryTermsRequest } from "@waybill/protocol/schemas/api/catalogue";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { record } from "../../../platform/audit.ts";
import { inTransaction } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { pageQuery } from "../../../platform/http/paging.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { ORDERS_PROBLEMS } from "../orders.errors.ts";
import { findArticle, listArticles, putArticle, withdrawArticle } from "./articles.store.ts";
import { endTerms, listTerms, putTerms } from "./delivery-terms.store.ts";

const TAG = "Catalogue";

const gtin = z
  .string()
  .regex(/^\d{8}$|^\d{12,14}$/, "must be a GTIN: 8, 12, 13 or 14 digits")
  .transform((digits) => digits.padStart(14, "0"));
const oneArticle = z.object({ gtin });
const oneCountry = z.object({ country: countryCode });
const isActive = z
  .enum(["true", "false"])
  .default("true")
  .transform((text) => text === "true")
  .describe("Whether they are for sale.");

/** What the shop sells, and where it delivers to: for everybody to read, for its admins to say. */
export function catalogueRoutes(app: App): Route[] {
  return [...articlesRoutes(app), ...deliveryTermsRoutes(app)];
}

function articlesRoutes(app: App): Route[] {
  return [
    route({
      method: "get",
      path: "/api/articles",
      act: "articles:read",
      summary: "What the shop sells, by title",
      tag: TAG,
      query: pageQuery.extend({
        q: z.string().trim().max(100).default("").describe("Words of title or description, or the first digits of the GTIN."),
        isActive,
      }),
      responses: { 200: { description: "A page of articles.", schema: pageOf(article) } },
      handler: async ({ query, traceId }) => {
        const items = await inTransaction(app, (ctx) => listArticles(ctx, query), { traceId });
        const shown = items.slice(0, query.limit);
        return { status: 200, body: { items: shown, next: items.length > query.limit ? (shown.at(-1)?.gtin ?? null) : null } };
      },
    }),
    route({
      method: "get",
      path: "/api/articles/{gtin}",
      act: "articles:read",
      summary: "One article",
      tag: TAG,
      params: oneArticle,
      responses: { 200: { description: "The article, for sale or not.", schema: article } },
      handler: async ({ params, traceId }) => {
        const found = await inTransaction(app, (ctx) => findArticle(ctx, params.gtin), { traceId });
        if (found === undefined) throw new ProblemError(ORDERS_PROBLEMS.unknownArticle);
        return { status: 200, body: found };
      },
    }),
    route({
      method: "put",
      path: "/api/articles/{gtin}",
      act: "articles:describe",
      summary: "Puts an article into the catalogue, or changes it",
      description: "Orders that were placed before keep their price.",
      tag: TAG,
      params: oneArticle,
      body: articleRequest,
      responses: { 200: { description: "The article as it is now.", schema: article } },
      handler: async ({ params, body, principal, traceId }) => {
        if (!hasValidCheckDigit(params.gtin))
          throw new ProblemError(ORDERS_PROBLEMS.wrongCheckDigit, {
            errors: [{ pointer: "/params/gtin", message: "has a wrong check digit" }],
          });
        const put = await inTransaction(
          app,
          async (ctx) => {
            record(ctx, { action: "article.described", by: principal, subject: params.gtin, details: { priceMinor: body.price.minor } });
            return putArticle(ctx, params.gtin, body);
          },
          { traceId },
        );
        return { status: 200, body: put };
      },
    }),
    route({
      method: "delete",
      path: "/api/articles/{gtin}",
      act: "articles:withdraw",
      summary: "Takes an article from sale",
      description: "It stays in the catalogue, where orders lead to it. Once more changes nothing.",
      tag: TAG,
      params: oneArticle,
      responses: { 200: { description: "The article as it is now.", schema: article } },
      handler: async ({ params, principal, traceId }) => {
        const withdrawn = await inTransaction(
          app,
          async (ctx) => {
            const found = await withdrawArticle(ctx, params.gtin);
            if (found === undefined) throw new ProblemError(ORDERS_PROBLEMS.unknownArticle);
            record(ctx, { action: "article.withdrawn", by: principal, subject: params.gtin });
            return found;
          },
          { traceId },
        );
        return { status: 200, body: withdrawn };
      },
    }),
  ];
}

function deliveryTermsRoutes(app: App): Route[] {
  return [
    route({
      method: "get",
      path: "/api/delivery-terms",
      act: "deliveryTerms:read",
      summary: "Where the shop delivers to, for how much, and with which taxes",
      tag: TAG,
      responses: { 200: { description: "The terms of all countries.", schema: pageOf(deliveryTerms) } },
      handler: async ({ traceId }) => ({
        status: 200,
        body: { items: await inTransaction(app, (ctx) => listTerms(ctx), { traceId }), next: null },
      }),
    }),
    route({
      method: "put",
      path: "/api/delivery-terms/{country}",
      act: "deliveryTerms:set",
      summary: "Says on which terms the shop delivers to a country",
      description: "Prices include tax, so a rate changes how much of a price is tax, and no price.",
      tag: TAG,
      params: oneCountry,
      body: deliveryTermsRequest,
      responses: { 200: { description: "The terms as they are now.", schema: deliveryTerms } },
      handler: async ({ params, body, principal, traceId }) => {
        const put = await inTransaction(
          app,
          async (ctx) => {
            record(ctx, { action: "delivery-terms.set", by: principal, subject: params.country });
            return putTerms(ctx, params.country, body);
          },
          { traceId },
        );
        return { status: 200, body: put };
      },
    }),
    route({
      method: "delete",
      path: "/api/delivery-terms/{country}",
      act: "deliveryTerms:end",
      summary: "Delivers to a country no more",
      description: "Orders that were placed are delivered all the same.",
      tag: TAG,
      params: oneCountry,
      responses: { 204: { description: "It does not." } },
      handler: async ({ params, principal, traceId }) => {
        await inTransaction(
          app,
          async (ctx) => {
            if (!(await endTerms(ctx, params.country))) throw new ProblemError(ORDERS_PROBLEMS.unknownTerms);
            record(ctx, { action: "delivery-terms.ended", by: principal, subject: params.country });
          },
          { traceId },
        );
        return { status: 204 };
      },
    }),
  ];
}
