import { chainStatus, pageOf } from "@waybill/protocol/schemas/api/system";
import { anchorView } from "@waybill/protocol/schemas/api/traceability";
import type { ChainStatus } from "@waybill/protocol/schemas/api/system";
import { hex32 } from "@waybill/protocol/schemas/primitives";
import { z } from "zod";
import type { App } from "../../platform/app.ts";
import { inTransaction, type Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { route, type Route } from "../../platform/http/route.ts";
import { makeBatch, type Batching } from "./anchoring/batcher.ts";
import { findAnchor, listAnchors, type PartiesByAccount } from "./anchors.views.ts";
import { CHAIN_PROBLEMS } from "./chain.errors.ts";

const PAGE = 50;

const page = z.object({
  after: z.coerce.number().int().nonnegative().optional(),
  limit: z.coerce.number().int().min(1).max(PAGE).default(PAGE),
});

/** What `anchor now` set in motion; `batch` is null when nothing waited. */
export const anchorNow = z.object({
  batch: z.object({ id: z.number().int(), root: hex32, statements: z.number().int() }).nullable(),
});

export interface ChainRoutesParts {
  app: App;
  batching: Batching;
  parties: PartiesByAccount;
  status: (ctx: Pick<Ctx, "tx">) => Promise<ChainStatus>;
}

export function chainRoutes({ app, batching, parties, status }: ChainRoutesParts): Route[] {
  const tx = { tx: app.db.dataSource.manager };
  return [
    route({
      method: "get",
      path: "/api/chain",
      act: "chain:read",
      summary: "How far the chain is, and how far behind we are",
      tag: "Chain",
      responses: { 200: { description: "Status of chain, indexer and relayer.", schema: chainStatus } },
      handler: async () => ({ status: 200, body: await status(tx) }),
    }),
    route({
      method: "get",
      path: "/api/anchors",
      act: "chain:read",
      summary: "The contract's log, newest anchor first",
      tag: "Chain",
      query: page,
      responses: { 200: { description: "A page of anchors.", schema: pageOf(anchorView) } },
      handler: async ({ query }) => ({
        status: 200,
        body: await listAnchors(tx, parties, { after: query.after ?? null, limit: query.limit }),
      }),
    }),
    route({
      method: "get",
      path: "/api/anchors/{index}",
      act: "chain:read",
      summary: "One anchor, with its batch when it is ours",
      tag: "Chain",
      params: z.object({ index: z.coerce.number().int().nonnegative() }),
      responses: { 200: { description: "The anchor.", schema: anchorView } },
      handler: async ({ params }) => {
        const anchor = await findAnchor(tx, parties, params.index);
        if (!anchor) throw new ProblemError(CHAIN_PROBLEMS.anchorNotFound, { detail: `There is no anchor ${params.index}.` });
        return { status: 200, body: anchor };
      },
    }),
    route({
      method: "post",
      path: "/api/anchors",
      act: "demo:use",
      credential: "demo",
      summary: "Anchors at once what waits",
      description: "Makes a batch of all waiting statements, up to the batch size, without waiting for age or number. For demonstrations.",
      tag: "Chain",
      responses: { 202: { description: "What will be anchored.", schema: anchorNow } },
      handler: async ({ traceId }) => ({
        status: 202,
        body: { batch: await inTransaction(app, (ctx) => makeBatch(ctx, batching), { traceId }) },
      }),
    }),
  ];
}
