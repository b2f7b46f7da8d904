import { createHash } from "node:crypto";
import {
  gtin14,
  lotNumber,
  stockBalance,
  stockCheck,
  stockCount,
  stockMove,
  stockReceipt,
  warehouseName,
} from "@waybill/protocol/schemas/api/stock";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { z } from "zod";
import type { App } from "../../platform/app.ts";
import { record } from "../../platform/audit.ts";
import { inTransaction } from "../../platform/context.ts";
import { facet } from "../../platform/http/facet.ts";
import { pageQuery } from "../../platform/http/paging.ts";
import { callerOf, type Principal } from "../../platform/http/principal.ts";
import { route, type HandlerRequest, type Reply, type Route } from "../../platform/http/route.ts";
import { newUuid } from "../../platform/ids.ts";
import { lastCheck } from "./recompute.ts";
import type { StockRequest } from "./stock.domain.ts";
import { granted, post } from "./stock.service.ts";
import { BALANCE_STATES, balanceEnd, listBalances, listMoves, movesOf } from "./stock.views.ts";

const TAG = "Stock";

const query = pageQuery.extend({
  gtin: facet(gtin14).describe("Of these goods alone."),
  warehouse: facet(warehouseName).describe("At this warehouse alone."),
});

/** The shop's stock, for whoever runs the installation. */
export function stockRoutes({ app }: { app: App }): Route[] {
  /** Done once for a key, also where the answer to the first request was lost with its process. */
  async function change(
    { principal, traceId, header }: Pick<HandlerRequest<unknown, unknown, unknown>, "principal" | "traceId" | "header">,
    request: (key: string) => Extract<StockRequest, { kind: "receive" | "adjust" }>,
  ): Promise<Reply> {
    const key = ledgerKey(principal, header("idempotency-key") ?? newUuid(app.random));
    const move = await inTransaction(
      app,
      async (ctx) => {
        const [answer] = await post(ctx, [request(key)]);
        granted(answer);
        const [move] = await movesOf(ctx, key);
        if (move === undefined || answer === undefined || "problem" in answer) throw new Error("what was granted is in the ledger");
        const { gtin, warehouse, quantity, from, cause } = move;
        const action = cause === "received" ? "stock.received" : "stock.counted";
        const details = { warehouse, change: from === "outside" ? quantity : -quantity };
        if (!answer.isRepeat) record(ctx, { action, by: principal, subject: gtin, details });
        return move;
      },
      { traceId },
    );
    return { status: 201, body: move };
  }

  return [
    route({
      method: "get",
      path: "/api/stock/balances",
      act: "stock:read",
      summary: "What is in stock, by lot and warehouse",
      description: "The earliest expiry first, in the order in which it is taken.",
      tag: TAG,
      query: query.extend({
        lot: facet(lotNumber).describe("Of this lot alone."),
        state: facet(z.enum(BALANCE_STATES)).describe("What is free, held for orders, on hand past its day, or nothing of."),
        after: facet(balanceEnd).describe("`next` of the page before."),
      }),
      responses: { 200: { description: "A page of balances.", schema: pageOf(stockBalance) } },
      handler: async ({ query, traceId }) => ({
        status: 200,
        body: await inTransaction(app, (ctx) => listBalances(ctx, query), { traceId }),
      }),
    }),
    route({
      method: "get",
      path: "/api/stock/moves",
      act: "stock:read",
      summary: "The ledger of some goods, the newest line first",
      tag: TAG,
      query: query.extend({
        gtin: gtin14.describe("Whose ledger."),
        after: facet(z.string().regex(/^\d{1,18}$/, "must be the `next` of a page")).describe("`next` of the page before."),
      }),
      responses: { 200: { description: "A page of moves.", schema: pageOf(stockMove) } },
      handler: async ({ query, traceId }) => ({
        status: 200,
        body: await inTransaction(app, (ctx) => listMoves(ctx, query), { traceId }),
      }),
    }),
    route({
      method: "get",
      path: "/api/stock/check",
      act: "stock:read",
      summary: "Whether the balances are what the moves add up to",
      description: "Looked at every fifteen minutes. Nothing is repaired by itself: which of the two is right, somebody has to find out.",
      tag: TAG,
      responses: { 200: { description: "What the last look found.", schema: stockCheck } },
      handler: async ({ traceId }) => {
        const check = await inTransaction(app, (ctx) => lastCheck(ctx), { traceId });
        return { status: 200, body: { check: check === undefined ? null : { ...check, at: check.at.toISOString() } } };
      },
    }),
    route({
      method: "post",
      path: "/api/stock/receipts",
      act: "stock:receive",
      summary: "Takes in goods",
      description: "Send an `Idempotency-Key`, so that a delivery that is sent twice is taken in once.",
      tag: TAG,
      body: stockReceipt,
      responses: { 201: { description: "The line of the ledger.", schema: stockMove } },
      handler: ({ body, ...request }) => change(request, (key) => ({ kind: "receive", key, ...body })),
    }),
    route({
      method: "post",
      path: "/api/stock/counts",
      act: "stock:adjust",
      stepUp: true,
      summary: "Puts the ledger right by what was counted",
      description:
        "The count is held against the ledger as it is when it arrives. It is noted also where nothing differs; fewer than are reserved are refused.",
      tag: TAG,
      body: stockCount,
      responses: { 201: { description: "The line of the ledger: what is more, or what is missing.", schema: stockMove } },
      refuses: [409],
      handler: ({ body, ...request }) => change(request, (key) => ({ kind: "adjust", key, ...body })),
    }),
  ];
}

/** Keys of different callers never meet, and none of them tells who asked. */
function ledgerKey(principal: Principal | null, key: string): string {
  return createHash("sha256")
    .update(JSON.stringify([principal && callerOf(principal), key]))
    .digest("base64url");
}
