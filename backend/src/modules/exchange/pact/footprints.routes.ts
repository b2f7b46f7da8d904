import { productFootprint } from "@waybill/protocol/pact/product-footprint";
import { footprintProof } from "@waybill/protocol/schemas/api/exchange";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { inTransaction, type Ctx } from "../../../platform/context.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { partnerOf } from "../clients/tokens.service.ts";
import type { FootprintChain } from "../exchange.ports.ts";
import { footprintCriteria } from "../footprints/filters.ts";
import { textOf } from "../footprints/footprints.store.ts";
import { proofOf } from "../footprints/footprints.views.ts";
import { getFootprint, listFootprints } from "./footprints.ts";

const TAG = "PACT";
const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 500;

export const refusal = {
  description: "PACT's `Error`.",
  schema: z.object({
    code: z.enum(["BadRequest", "AccessDenied", "TokenExpired", "NotFound", "InternalError", "NotImplemented"]),
    message: z.string(),
  }),
};

const change = z
  .string()
  .regex(/^\d{1,18}$/, "must be as the link of the page before has it")
  .optional();

const listQuery = footprintCriteria.extend({
  limit: z.coerce.number().int().min(0).default(DEFAULT_LIMIT).describe(`Most that are answered; never more than ${MAX_LIMIT}.`),
  after: change.describe("From the link of the page before."),
  asOf: change.describe("From the link of the page before."),
});

/** ListFootprints and GetFootprint of PACT 3.0.3, for partners, and the proof of what they get. */
export function pactFootprintsRoutes({ app, chain }: { app: App; chain: FootprintChain }): Route[] {
  const reading = { tx: app.db.dataSource.manager, clock: app.clock };
  return [
    route({
      method: "get",
      path: "/pact/3/footprints",
      act: "pact:read",
      credential: "partner",
      httpsOnly: true,
      summary: "Product footprints that are shared with you (PACT ListFootprints)",
      description:
        "Values of one criterion are alternatives, criteria add up, and a criterion may be repeated. Pages follow each other by the `Link` header; " +
        "what is published meanwhile changes none of them.",
      tag: TAG,
      query: listQuery,
      responses: {
        200: {
          description: "A page.",
          schema: z.object({ data: z.array(productFootprint) }),
          headers: { Link: '`<…>; rel="next"` (RFC 8288) while there are more.' },
        },
      },
      refusal,
      handler: async ({ query: { limit, after, asOf, ...criteria }, header, origin, url }) => {
        const partner = await partnerOf(reading, header("authorization"), "footprint:list");
        const page = await listFootprints(reading, partner, { criteria, after, asOf, limit: Math.min(limit, MAX_LIMIT) });
        return {
          status: 200,
          text: `{"data":[${page.rows.map(textOf).join(",")}]}`,
          ...(page.next ? { headers: { Link: `<${nextPage(origin + url, page.next)}>; rel="next"` } } : {}),
        };
      },
    }),
    route({
      method: "get",
      path: "/pact/3/footprints/{id}",
      act: "pact:read",
      credential: "partner",
      httpsOnly: true,
      summary: "One product footprint that is shared with you (PACT GetFootprint)",
      description: "A deprecated one, too.",
      tag: TAG,
      params: z.object({ id: z.guid() }),
      responses: { 200: { description: "The footprint.", schema: z.object({ data: productFootprint }) } },
      refusal,
      handler: async ({ params: { id }, header }) => {
        const partner = await partnerOf(reading, header("authorization"), "footprint:read");
        return { status: 200, text: `{"data":${textOf(await getFootprint(reading, partner, id))}}` };
      },
    }),
    route({
      method: "get",
      path: "/pact/3/footprints/{id}/proof",
      act: "pact:read",
      credential: "partner",
      httpsOnly: true,
      summary: "What proves that a footprint is as it was published; beyond PACT",
      tag: TAG,
      params: z.object({ id: z.guid() }),
      responses: { 200: { description: "Digest, salt and commitment, and its place in the contract's log.", schema: footprintProof } },
      refusal,
      handler: async ({ params: { id }, header, traceId }) => {
        const partner = await partnerOf(reading, header("authorization"), "footprint:read");
        // At one moment: otherwise the state may be older than the anchor beside it.
        const prove = async (ctx: Ctx) => proofOf(ctx, chain, await getFootprint(ctx, partner, id));
        return { status: 200, body: await inTransaction(app, prove, { traceId, isSnapshot: true }) };
      },
    }),
  ];
}

/** The same question, further on. */
export function nextPage(address: string, { after, asOf }: { after: string; asOf: string }): string {
  const url = new URL(address);
  url.searchParams.set("after", after);
  url.searchParams.set("asOf", asOf);
  return url.href;
}
