import {
  anchorCost,
  feedView,
  queueEntry,
  queueFilter,
  queuePurpose,
  reorgView,
  senderView,
} from "@waybill/protocol/schemas/api/chain-status";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { z } from "zod";
import type { App } from "../../platform/app.ts";
import { ProblemError } from "../../platform/errors.ts";
import { facet } from "../../platform/http/facet.ts";
import { route, type Route } from "../../platform/http/route.ts";
import { listAnchorCosts, type CaptureTimes } from "./anchor-costs.views.ts";
import { CHAIN_PROBLEMS } from "./chain.errors.ts";
import { listFeeds, MAIN_FEED, type FeedPlace } from "./feeds.views.ts";
import type { LookAtNode } from "./node.views.ts";
import { listReorgs } from "./reorgs.views.ts";
import { listSenders, type SenderAccount } from "./senders.views.ts";
import { listTransactions } from "./transactions.views.ts";

const PAGE = 50;
const MAX_PAGE = 100;

const page = z.object({
  after: z.coerce.number().int().nonnegative().optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(PAGE),
});

const placeIn = ({ after, limit }: z.output<typeof page>) => ({ after: after ?? null, limit });
const flag = (said: "true" | "false" | null) => said && said === "true";

export interface EngineRoutesParts {
  app: App;
  feeds: readonly FeedPlace[];
  senders: () => readonly SenderAccount[];
  lookAtNode: LookAtNode;
  captureTimes: CaptureTimes;
}

/** The state of indexer and relayer in detail; all of it from Postgres, but for balances. */
export function engineRoutes({ app, feeds, senders, lookAtNode, captureTimes }: EngineRoutesParts): Route[] {
  const tx = { tx: app.db.dataSource.manager };
  return [
    route({
      method: "get",
      path: "/api/chain/feeds",
      act: "chain:read",
      summary: "Every indexed contract: how far it is, and whether it is proven complete",
      tag: "Chain",
      responses: { 200: { description: "All feeds; there is one page.", schema: pageOf(feedView) } },
      handler: async () => ({ status: 200, body: { items: await listFeeds(tx, feeds), next: null } }),
    }),
    route({
      method: "get",
      path: "/api/chain/reorgs",
      act: "chain:read",
      summary: "Reorganisations of one feed, newest first",
      tag: "Chain",
      query: page.extend({
        feed: z.string().max(63).default(MAIN_FEED.name),
        below: facet(z.enum(["true", "false"])).describe("`true`: that went below a block that had been final."),
      }),
      responses: { 200: { description: "A page of reorganisations.", schema: pageOf(reorgView) } },
      handler: async ({ query }) => {
        const feed = feeds.find(({ name }) => name === query.feed);
        if (!feed) throw new ProblemError(CHAIN_PROBLEMS.feedNotFound, { detail: `There is no feed ${JSON.stringify(query.feed)}.` });
        return { status: 200, body: await listReorgs(tx, feed, { ...placeIn(query), belowFinal: flag(query.below) }) };
      },
    }),
    route({
      method: "get",
      path: "/api/chain/transactions",
      act: "chain:read",
      summary: "What the relayer sends, with every signed form and its fee, newest first",
      description: "`state=open` lists what is not over yet; `kind` what is for one purpose.",
      tag: "Chain",
      query: page.extend({ state: queueFilter.optional(), kind: queuePurpose.shape.kind.optional() }),
      responses: { 200: { description: "A page of transactions.", schema: pageOf(queueEntry) } },
      handler: async ({ query }) => ({
        status: 200,
        body: await listTransactions(tx, {
          filter: query.state ?? null,
          kind: query.kind ?? null,
          after: query.after ?? null,
          limit: query.limit,
        }),
      }),
    }),
    route({
      method: "get",
      path: "/api/chain/senders",
      act: "chain:read",
      summary: "The accounts that send: balance, spending, and how long the money lasts",
      tag: "Chain",
      responses: { 200: { description: "All senders; there is one page.", schema: pageOf(senderView) } },
      handler: async () => ({
        status: 200,
        body: { items: await listSenders({ ...tx, clock: app.clock }, senders(), await lookAtNode()), next: null },
      }),
    }),
    route({
      method: "get",
      path: "/api/chain/anchors",
      act: "chain:read",
      summary: "What each anchor cost and how long it took, newest first",
      tag: "Chain",
      query: page.extend({ ours: facet(z.enum(["true", "false"])).describe("`true`: of this installation; `false`: of others.") }),
      responses: { 200: { description: "A page of anchors.", schema: pageOf(anchorCost) } },
      handler: async ({ query }) => ({
        status: 200,
        body: await listAnchorCosts(tx, captureTimes, { ...placeIn(query), isOurs: flag(query.ours) }),
      }),
    }),
  ];
}
