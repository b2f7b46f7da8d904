import {
  clearUpRequest,
  holdRequest,
  mergeRequest,
  moveRequest,
  orderRouting,
  orderView,
  splitRequest,
} from "@waybill/protocol/schemas/api/orders";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { inTransaction, type Ctx } from "../../../platform/context.ts";
import { onceInTransaction } from "../../../platform/http/idempotency.ts";
import { callerOf, type Principal } from "../../../platform/http/principal.ts";
import { route, type HandlerRequest, type Reply, type Route } from "../../../platform/http/route.ts";
import type { Stock, Warehouses } from "../orders.ports.ts";
import { getOrder } from "../orders.service.ts";
import { viewOfOrder, viewOfRouting } from "../orders.views.ts";
import { steerFulfilment, type Steering } from "./steer.service.ts";
import { steerOrder } from "./steer-order.service.ts";

const TAG = "Orders";
const oneOrder = z.object({ id: z.string().min(1).max(64) });
const oneFulfilment = z.object({ id: z.string().min(1).max(64), fid: z.string().min(1).max(64) });

const CHANGED = { 202: { description: "The order as it stands.", schema: orderView } };
type Asking = Pick<HandlerRequest<unknown, unknown, unknown>, "principal" | "header" | "url" | "text" | "traceId">;

/** Who ships what of an order, why, and what the shop's people do about it by hand. */
export function fulfilmentRoutes(app: App, partners: { stock: Stock; warehouses: Warehouses }): Route[] {
  return [
    route({
      method: "get",
      path: "/api/orders/{id}/routing",
      act: "orders:explain",
      summary: "Why which warehouse ships what of an order",
      description:
        "Each decision in numbers: what the plan costs part by part, beside what the usual rule of shops would have cost, how far it can be from the cheapest at most, and what was excluded. Costs are thousandths of a minor unit. Distances are great circles to the region of the customer's postal code where it is known, otherwise to the middle of the country.",
      tag: TAG,
      params: oneOrder,
      responses: { 200: { description: "The decisions, the newest first.", schema: orderRouting } },
      handler: async ({ params: { id }, traceId }) => ({
        status: 200,
        body: await inTransaction(
          app,
          async (ctx) => {
            await getOrder(ctx, id, {});
            return viewOfRouting(ctx, id);
          },
          { traceId, isSnapshot: true },
        ),
      }),
    }),
    route({
      ...{ method: "post", path: "/api/orders/{id}/hold", act: "orders:steer", stepUp: true, tag: TAG },
      summary: "Keeps all of an order from being packed that can still be kept from it",
      description:
        "Each part as by its own `hold`, all of them or none. What a warehouse was let go of leaves all the same. Once more changes nothing.",
      params: oneOrder,
      body: holdRequest,
      keepsNoAnswer: true,
      keepsKeyItself: true,
      responses: CHANGED,
      refuses: [404, 409],
      handler: ({ params, body: { reason }, ...request }) => ofAll(params.id, request, { verb: "hold", reason }),
    }),
    route({
      ...{ method: "post", path: "/api/orders/{id}/release", act: "orders:steer", stepUp: true, tag: TAG },
      summary: "Lets all of an order go on that is held",
      description: "Once more changes nothing.",
      params: oneOrder,
      body: z.strictObject({}),
      keepsNoAnswer: true,
      keepsKeyItself: true,
      responses: CHANGED,
      refuses: [404, 409],
      handler: ({ params, ...request }) => ofAll(params.id, request, { verb: "release" }),
    }),
    steering("hold", "Keeps a warehouse's part of an order from being packed", holdRequest, ({ reason }) => ({ verb: "hold", reason })),
    steering("release", "Lets a held part of an order go on", z.strictObject({}), () => ({ verb: "release" })),
    steering("move", "Has another warehouse pack a part of an order", moveRequest, ({ warehouse }) => ({ verb: "move", warehouse })),
    steering("split", "Makes two of a warehouse's part of an order", splitRequest, ({ lines }) => ({ verb: "split", lines })),
    steering("merge", "Makes one of two parts at the same warehouse", mergeRequest, ({ other }) => ({ verb: "merge", other })),
    steering("clear-up", "Says of a packed part whether it has left, where its warehouse has lost that", clearUpRequest, ({ hasLeft }) => ({
      ...{ verb: "clear-up", hasLeft },
    })),
  ];

  function steering<Body extends z.ZodType>(
    verb: Steering["verb"],
    summary: string,
    body: Body,
    toSteering: (body: z.output<Body>) => Steering,
  ): Route {
    return route({
      method: "post",
      path: `/api/orders/{id}/fulfilments/{fid}/${verb}`,
      act: "orders:steer",
      stepUp: true,
      summary,
      description:
        "At once for what nobody was told of yet, or the shop packs by itself. A warehouse with a program that was told is asked first to give it back; then it is held, moved, split or merged (`wanted`), or told to pack it after all where it was released meanwhile. What it was let go of stays with it.",
      tag: TAG,
      params: oneFulfilment,
      body,
      // The answer holds the address, and is read anew; that it was done is kept in the transaction of doing it.
      keepsNoAnswer: true,
      keepsKeyItself: true,
      responses: CHANGED,
      refuses: [404, 409],
      handler: ({ params: { id, fid }, body: asked, ...request }) =>
        steered(id, request, (ctx, principal) =>
          steerFulfilment(ctx, partners, { order: id, fulfilment: fid, principal }, toSteering(asked as z.output<Body>)),
        ),
    });
  }

  function ofAll(id: string, request: Asking, verb: Parameters<typeof steerOrder>[3]): Promise<Reply> {
    return steered(id, request, (ctx, principal) => steerOrder(ctx, partners, { order: id, principal }, verb));
  }

  /** Does it once for a key, and answers with the order as it stands. */
  async function steered(
    id: string,
    { principal, header, url, text, traceId }: Asking,
    steer: (ctx: Ctx, principal: Principal) => Promise<void>,
  ): Promise<Reply> {
    if (principal === null) throw new Error("an order is steered by somebody");
    const key = header("idempotency-key");
    const work = async (ctx: Ctx): Promise<Reply> => {
      await steer(ctx, principal);
      return { status: 202 };
    };
    const request = { caller: callerOf(principal), method: "POST", path: url, text };
    const reply = await inTransaction(
      app,
      (ctx) => (key === undefined ? work(ctx) : onceInTransaction(ctx, app, { ...request, key }, () => work(ctx))),
      { traceId },
    );
    const view = await inTransaction(app, async (ctx) => viewOfOrder(ctx, app.personal, principal, await getOrder(ctx, id, {})), {
      traceId,
    });
    return { ...reply, body: view };
  }
}
