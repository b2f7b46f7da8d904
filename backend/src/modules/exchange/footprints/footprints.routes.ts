import { provenFootprint, publishedFootprint, publishRequest } from "@waybill/protocol/schemas/api/exchange";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { record } from "../../../platform/audit.ts";
import { inTransaction, type Ctx } from "../../../platform/context.ts";
import { organisationOf, type Principal } from "../../../platform/http/principal.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import type { FootprintChain } from "../exchange.ports.ts";
import { announce } from "../events/outgoing.ts";
import { sequenceQuery } from "../sequence-query.ts";
import { deprecateFootprint, publishStated, type FootprintChange } from "./footprints.service.ts";
import { ownFootprint, ownFootprints } from "./footprints.views.ts";

const TAG = "Exchange of footprints";
const params = z.object({ id: z.uuid() });

/** What an organisation publishes for its partners. */
export function footprintsRoutes({ app, chain }: { app: App; chain: FootprintChain }): Route[] {
  const change = async (
    action: "product-footprint.published" | "product-footprint.deprecated",
    work: (ctx: Ctx, account: Address) => Promise<FootprintChange>,
    { principal, origin, traceId }: { principal: Principal | null; origin: string; traceId: string },
  ) => {
    const account = organisationOf(principal);
    return inTransaction(
      app,
      async (ctx) => {
        const { id, changed } = await work(ctx, account);
        record(ctx, { action, by: principal, subject: id });
        await announce(ctx, origin, changed);
        return ownFootprint(ctx, chain, account, id);
      },
      { traceId },
    );
  };
  return [
    route({
      method: "get",
      path: "/api/exchange/footprints",
      act: "exchange:read",
      summary: "What your organisation has published, newest first",
      tag: TAG,
      query: sequenceQuery,
      responses: { 200: { description: "A page of footprints, each with its commitment.", schema: pageOf(publishedFootprint) } },
      handler: async ({ query: page, principal, traceId }) => ({
        status: 200,
        body: await inTransaction(app, (ctx) => ownFootprints(ctx, chain, { account: organisationOf(principal), ...page }), { traceId }),
      }),
    }),
    route({
      method: "post",
      path: "/api/exchange/footprints",
      act: "exchange:publish",
      summary: "Publishes a product footprint for good",
      description:
        "Nothing of it can be changed: a correction is another footprint that names it in `precedingPfIds`, and deprecates it. Its digest goes " +
        "into the next batch that is anchored.",
      tag: TAG,
      body: publishRequest,
      responses: { 201: { description: "The footprint with its digest, salt and commitment.", schema: provenFootprint } },
      handler: async ({ body, ...request }) => ({
        status: 201,
        body: await change("product-footprint.published", (ctx, account) => publishStated(ctx, account, body), request),
      }),
    }),
    route({
      method: "get",
      path: "/api/exchange/footprints/{id}",
      act: "exchange:read",
      summary: "One of your footprints, with the proof that it has not changed since it was anchored",
      tag: TAG,
      params,
      responses: { 200: { description: "The footprint and its place in the contract's log.", schema: provenFootprint } },
      handler: async ({ params: { id }, principal, traceId }) => ({
        status: 200,
        body: await inTransaction(app, (ctx) => ownFootprint(ctx, chain, organisationOf(principal), id), { traceId }),
      }),
    }),
    route({
      method: "post",
      path: "/api/exchange/footprints/{id}/deprecate",
      act: "exchange:deprecate",
      summary: "Says of a footprint that nobody should use it any more",
      tag: TAG,
      params,
      responses: { 200: { description: "The footprint, deprecated.", schema: provenFootprint } },
      handler: async ({ params: { id }, ...request }) => ({
        status: 200,
        body: await change("product-footprint.deprecated", (ctx, account) => deprecateFootprint(ctx, account, id), request),
      }),
    }),
  ];
}
