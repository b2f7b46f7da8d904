import { hasValidCheckDigit } from "@waybill/protocol/identifiers/check-digit";
import {
  article,
  articleKind,
  articleRequest,
  articlesImport,
  countryCode,
  deliveryTerms,
  deliveryTermsRequest,
  MAX_IMPORTED_ARTICLES,
  minorUnits,
} from "@waybill/protocol/schemas/api/catalogue";
import { MAX_ORDER_LINES } from "@waybill/protocol/schemas/api/orders";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { record } from "../../../platform/audit.ts";
import { inTransaction, type Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { facet } from "../../../platform/http/facet.ts";
import { pageQuery } from "../../../platform/http/paging.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { IF_MATCH, versionIn } from "../if-match.ts";
import { ORDERS_PROBLEMS } from "../orders.errors.ts";
import type { Stock } from "../orders.ports.ts";
import { findArticle, listArticles, putArticle, withdrawArticle, type StoredArticle } from "./articles.store.ts";
import { withStock } from "./availability.ts";
import { endTerms, listTerms, putTerms } from "./delivery-terms.store.ts";

const TAG = "Catalogue";

const gtin = z
  .string()
  .regex(/^\d{8}$|^\d{12,14}$/, "must be a GTIN: 8, 12, 13 or 14 digits")
  .transform((digits) => digits.padStart(14, "0"));
const oneArticle = z.object({ gtin });
const oneCountry = z.object({ country: countryCode });
const isActive = z
  .enum(["true", "false", "any"])
  .default("true")
  .transform((text) => (text === "any" ? null : text === "true"))
  .describe("Whether they are for sale.");
const gtins = z
  .string()
  .transform((text) => text.split(","))
  .pipe(z.array(gtin).min(1).max(MAX_ORDER_LINES))
  .describe(`These alone, with commas between them; ${MAX_ORDER_LINES} at most.`);
const priceLimit = z.coerce.number().pipe(minorUnits);

/** What the shop sells, and where it delivers to: for everybody to read, for its admins to say. */
export function catalogueRoutes(app: App, stock: Stock): Route[] {
  return [...articlesRoutes(app, stock), ...deliveryTermsRoutes(app)];
}

function articlesRoutes(app: App, stock: Stock): Route[] {
  const shown = async (ctx: Ctx, found: StoredArticle) => (await withStock(ctx, stock, [found]))[0];
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
        kind: facet(articleKind),
        minPrice: facet(priceLimit).describe("Of one, in whole minor units."),
        maxPrice: facet(priceLimit),
        inStock: facet(z.literal("true")).describe("Those alone that can be ordered now."),
        gtins: facet(gtins),
      }),
      responses: { 200: { description: "A page of articles.", schema: pageOf(article) } },
      handler: async ({ query: { inStock, ...query }, traceId }) => ({
        status: 200,
        body: await inTransaction(
          app,
          async (ctx) => {
            const there = inStock === null ? null : await stock.available(ctx);
            const gtins = there === null ? query.gtins : (query.gtins ?? [...there.keys()]).filter((one) => there.has(one));
            const found = await listArticles(ctx, { ...query, gtins });
            const items = await withStock(ctx, stock, found.slice(0, query.limit));
            return { items, next: found.length > query.limit ? (items.at(-1)?.gtin ?? null) : null };
          },
          { traceId },
        ),
      }),
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
        const found = await inTransaction(
          app,
          async (ctx) => {
            const one = await findArticle(ctx, params.gtin);
            return one && shown(ctx, one);
          },
          { traceId },
        );
        if (found === undefined) throw new ProblemError(ORDERS_PROBLEMS.unknownArticle);
        return { status: 200, body: found };
      },
    }),
    route({
      method: "put",
      path: "/api/articles/{gtin}",
      act: "articles:describe",
      summary: "Puts an article into the catalogue, or changes it",
      description:
        "What may be left out stays as it is. Orders that were placed before keep their price. Of two people who change it at once, the second is refused with 412, reads it again and decides again.",
      tag: TAG,
      parameters: [IF_MATCH],
      params: oneArticle,
      body: articleRequest,
      responses: { 200: { description: "The article as it is now.", schema: article } },
      refuses: [412, 428],
      handler: async ({ params, body, header, principal, traceId }) => {
        const version = versionIn(header("if-match"));
        if (!hasValidCheckDigit(params.gtin))
          throw new ProblemError(ORDERS_PROBLEMS.wrongCheckDigit, {
            errors: [{ pointer: "/params/gtin", message: "has a wrong check digit" }],
          });
        const put = await inTransaction(
          app,
          async (ctx) => {
            const changed = await putArticle(ctx, params.gtin, body, version);
            if (changed === undefined) throw new ProblemError(ORDERS_PROBLEMS.articleChanged);
            record(ctx, { action: "article.described", by: principal, subject: params.gtin, details: { priceMinor: body.price.minor } });
            return shown(ctx, changed);
          },
          { traceId },
        );
        return { status: 200, body: put };
      },
    }),
    route({
      method: "post",
      path: "/api/articles/import",
      act: "articles:describe",
      stepUp: true,
      summary: "Puts many articles into the catalogue, or changes them",
      description: `All of them, or none: where one is refused, the pointers in \`errors\` name it, and nothing has changed. What may be left out stays as it is, and what is said holds, whoever changed it meanwhile. ${MAX_IMPORTED_ARTICLES} at most: send a longer list in parts.`,
      tag: TAG,
      body: articlesImport,
      bodyLimitBytes: 4 * 1024 * 1024,
      responses: { 200: { description: "The articles as they are now.", schema: pageOf(article) } },
      handler: async ({ body: { articles }, principal, traceId }) => {
        const items = await inTransaction(
          app,
          async (ctx) => {
            const put: StoredArticle[] = [];
            for (const { gtin, ...described } of articles) {
              const one = await putArticle(ctx, gtin, described, null);
              if (one === undefined) throw new Error("an article was written and not answered");
              put.push(one);
              record(ctx, { action: "article.imported", by: principal, subject: gtin, details: { priceMinor: described.price.minor } });
            }
            return withStock(ctx, stock, put);
          },
          { traceId },
        );
        return { status: 200, body: { items, next: null } };
      },
    }),
    route({
      method: "delete",
      path: "/api/articles/{gtin}",
      act: "articles:withdraw",
      stepUp: true,
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
            return shown(ctx, found);
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
      stepUp: true,
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
      stepUp: true,
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
