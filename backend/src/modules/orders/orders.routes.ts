import { orderState } from "@waybill/protocol/orders/states";
import { goodsMovedRequest, orderRequest, orderSummary, orderView, returnRequest } from "@waybill/protocol/schemas/api/orders";
import { gtin14, warehouseName } from "@waybill/protocol/schemas/api/stock";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { z } from "zod";
import type { App } from "../../platform/app.ts";
import { record } from "../../platform/audit.ts";
import { inTransaction, type Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { IDEMPOTENCY_KEY } from "../../platform/http/idempotency.ts";
import { personOf, type Principal } from "../../platform/http/principal.ts";
import { route, type HandlerRequest, type Reply, type Route } from "../../platform/http/route.ts";
import { checkStepUp } from "../../platform/http/step-up.ts";
import { timePageQuery } from "../../platform/http/time-page.ts";
import { ORDERS_PROBLEMS } from "./orders.errors.ts";
import type { Stock, Warehouses } from "./orders.ports.ts";
import { cancelOrder, getOrder, placeOrder } from "./orders.service.ts";
import type { OrderRow } from "./orders.store.ts";
import { shipByHand } from "./ship-by-hand.service.ts";
import { takeBack } from "./take-back.service.ts";
import { pageOfOrders, viewOfOrder } from "./orders.views.ts";
import type { PaymentProvider } from "./payments/payments.ports.ts";
import { SANDBOX_CARDS } from "./payments/sandbox/cards.ts";

const TAG = "Orders";

const oneOrder = z.object({ id: z.string().min(1).max(64) });
const cards = Object.entries(SANDBOX_CARDS).map(([token, becomes]) => `\`${token}\` (${becomes})`);

/** Orders of customers: each its own, and the shop's people all of them. */
export function ordersRoutes(
  app: App,
  { stock, warehouses }: { stock: Stock; warehouses: Warehouses },
  provider: PaymentProvider | null,
): Route[] {
  /** Whose orders somebody may ask for; null for anybody's. */
  const whose = ({ principal, reach }: Pick<HandlerRequest<unknown, unknown, unknown>, "principal" | "reach">): string | null =>
    reach === "all" ? null : personOf(principal).person;
  const shown = async (ctx: Ctx, principal: Principal | null, id: string, person: string | null) =>
    viewOfOrder(ctx, app.personal, principal, await getOrder(ctx, id, { person }));
  return [
    route({
      method: "post",
      path: "/api/orders",
      act: "orders:place",
      summary: "Places an order",
      description: `Prices and tax are the server's. The answer waits for neither warehouse nor bank: ask for the order again to follow \`state\`. Needs an \`Idempotency-Key\`; the same key again answers with the order that it placed. Means of payment of the sandbox: ${cards.join(", ")}.`,
      tag: TAG,
      parameters: [{ ...IDEMPOTENCY_KEY, isRequired: true }],
      body: orderRequest,
      bodyLimitBytes: 32 * 1024,
      // The answer holds the address. The order has its key in its own row: one that a process died over is placed again at once, and by nobody twice.
      keepsNoAnswer: true,
      keepsKeyItself: true,
      responses: { 202: { description: "The order as it stands.", schema: orderView, headers: { Location: "The order." } } },
      refuses: [503],
      handler: async ({ body, header, principal, traceId }) => {
        const { person } = personOf(principal);
        const requestKey = keyOf(header);
        const view = await inTransaction(
          app,
          async (ctx) => shown(ctx, principal, await placeOrder(ctx, app, provider, { person, requestKey }, body), person),
          { traceId },
        );
        return { status: 202, body: view, headers: { Location: `/api/orders/${view.id}` } };
      },
    }),
    route({
      method: "get",
      path: "/api/orders",
      act: "orders:read",
      summary: "Orders, newest first",
      description: "A customer's own; for admins and auditors of the installation everybody's.",
      tag: TAG,
      query: timePageQuery.extend({
        state: orderState.optional(),
        named: z.string().min(1).max(64).optional().describe("An order, or the beginning of its id."),
        gtin: gtin14.optional().describe("Orders of this article."),
        warehouse: warehouseName.optional().describe("Orders of which a part is there, or was."),
        held: z.enum(["true", "false"]).optional().describe("`true`: a warehouse's part of it is held by the shop's people."),
        of: z.literal("me").optional().describe("One's own alone, also for those who may see everybody's."),
      }),
      responses: { 200: { description: "A page of orders.", schema: pageOf(orderSummary) } },
      handler: async ({ query: { of, held, ...query }, traceId, ...request }) => {
        const person = of === "me" ? personOf(request.principal).person : whose(request);
        const isHeld = held === undefined ? undefined : held === "true";
        return { status: 200, body: await inTransaction(app, (ctx) => pageOfOrders(ctx, { person, isHeld, ...query }), { traceId }) };
      },
    }),
    route({
      method: "get",
      path: "/api/orders/{id}",
      act: "orders:read",
      summary: "One order: its lines, its payment, and how it came to stand where it does",
      tag: TAG,
      params: oneOrder,
      responses: { 200: { description: "The order.", schema: orderView } },
      handler: async ({ params, principal, traceId, ...request }) => ({
        status: 200,
        body: await inTransaction(app, (ctx) => shown(ctx, principal, params.id, whose({ principal, ...request })), {
          traceId,
          isSnapshot: true,
        }),
      }),
    }),
    route({
      method: "post",
      path: "/api/orders/{id}/cancellation",
      act: "orders:cancel",
      summary: "Calls an order off",
      description:
        "What is held for it, goods and money, is let go. Once more changes nothing. Whoever calls off somebody else's order has to have proven lately who it is.",
      tag: TAG,
      params: oneOrder,
      keepsNoAnswer: true,
      responses: { 202: { description: "The order as it stands.", schema: orderView } },
      handler: async ({ params, principal, traceId, ...request }) => {
        if (principal === null) throw new Error("an order is called off by somebody");
        const person = whose({ principal, ...request });
        const view = await inTransaction(
          app,
          async (ctx) => {
            if ((await getOrder(ctx, params.id, { person })).person !== principal.person) checkStepUp(app, { stepUp: true }, principal);
            await cancelOrder(ctx, principal, params.id, person);
            return shown(ctx, principal, params.id, person);
          },
          { traceId },
        );
        return { status: 202, body: view };
      },
    }),
    route({
      ...{ method: "post", path: "/api/orders/{id}/shipments", act: "orders:ship", tag: TAG },
      summary: "Notes that goods of an order have left",
      description:
        "For what the shop packs by itself; what a warehouse with a program is to pack is refused. Their value is taken from what is held, the delivery with the first.",
      parameters: [{ ...IDEMPOTENCY_KEY, isRequired: true }],
      params: oneOrder,
      body: goodsMovedRequest,
      keepsNoAnswer: true,
      responses: { 202: { description: "The order as it stands.", schema: orderView } },
      handler: (request) =>
        noted(request, "order.shipped", (ctx, order, key) => shipByHand(ctx, stock, order, { key, lines: request.body.lines })),
    }),
    route({
      ...{ method: "post", path: "/api/orders/{id}/returns", act: "orders:takeBack", stepUp: true, tag: TAG },
      summary: "Notes that goods of an order came back, and what becomes of them",
      description:
        "Their value is given back. Of each line it is said what becomes of it: `restock` puts it on a shelf of the shop's people, in the ledger of stock with the return; `write-off` leaves it gone; `floor` leaves it to a warehouse with a program, which receives it and tells of that by itself.",
      parameters: [{ ...IDEMPOTENCY_KEY, isRequired: true }],
      params: oneOrder,
      body: returnRequest,
      keepsNoAnswer: true,
      responses: { 202: { description: "The order as it stands.", schema: orderView } },
      handler: (request) =>
        noted(request, "order.returned", (ctx, order, key) =>
          takeBack(ctx, { stock, warehouses }, order, { key, lines: request.body.lines }),
        ),
    }),
  ];

  /** Has goods noted in a transaction with the audit log, once for a key. */
  async function noted(
    {
      params: { id },
      header,
      principal,
      traceId,
    }: Pick<HandlerRequest<{ id: string }, unknown, unknown>, "params" | "header" | "principal" | "traceId">,
    action: "order.shipped" | "order.returned",
    note: (ctx: Ctx, order: OrderRow, key: string) => Promise<boolean>,
  ): Promise<Reply> {
    const key = keyOf(header);
    const view = await inTransaction(
      app,
      async (ctx) => {
        const isNew = await note(ctx, await getOrder(ctx, id, { isLocked: true }), key);
        if (isNew) record(ctx, { action, by: principal, subject: id });
        return shown(ctx, principal, id, null);
      },
      { traceId },
    );
    return { status: 202, body: view };
  }
}

/** @throws {ProblemError} `orders.key-needed` */
function keyOf(header: (name: string) => string | undefined): string {
  const key = header("idempotency-key");
  if (key === undefined) throw new ProblemError(ORDERS_PROBLEMS.keyNeeded);
  return key;
}
