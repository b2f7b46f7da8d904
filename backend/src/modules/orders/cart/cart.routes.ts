import { cart, cartRequest, type Cart } from "@waybill/protocol/schemas/api/cart";
import type { App } from "../../../platform/app.ts";
import { inTransaction } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { personOf } from "../../../platform/http/principal.ts";
import { route, type Reply, type Route } from "../../../platform/http/route.ts";
import { IF_MATCH, versionIn } from "../if-match.ts";
import { ORDERS_PROBLEMS } from "../orders.errors.ts";
import { cartOf, putCart } from "./cart.store.ts";

const TAG = "Orders";
const headers = { ETag: "Version of the cart, for `If-Match`." };

/** What somebody means to order, on whichever device. Before anybody signs in, a cart is the browser's own business. */
export function cartRoutes(app: App): Route[] {
  return [
    route({
      method: "get",
      path: "/api/cart",
      act: "carts:read",
      summary: "One's own cart",
      description: "It holds nothing back: what is in it is for sale to others all the same.",
      tag: TAG,
      responses: { 200: { description: "The cart; an empty one of version 0 where there is none.", schema: cart, headers } },
      handler: async ({ principal, traceId }) => {
        const { person } = personOf(principal);
        return reply(await inTransaction(app, (ctx) => cartOf(ctx, person), { traceId }));
      },
    }),
    route({
      method: "put",
      path: "/api/cart",
      act: "carts:change",
      summary: "Says what is in one's own cart",
      description:
        "Of two devices that change it at once, the second is refused with 412, reads it again and decides again. A cart that nobody changes for 90 days is emptied.",
      tag: TAG,
      parameters: [IF_MATCH],
      body: cartRequest,
      bodyLimitBytes: 16 * 1024,
      responses: { 200: { description: "The cart as it is now.", schema: cart, headers } },
      refuses: [412, 428],
      handler: async ({ body, header, principal, traceId }) => {
        const { person } = personOf(principal);
        const version = versionIn(header("if-match"));
        const changed = await inTransaction(app, (ctx) => putCart(ctx, person, version, body.lines), { traceId });
        if (changed === undefined) throw new ProblemError(ORDERS_PROBLEMS.cartChanged);
        return reply(changed);
      },
    }),
  ];
}

function reply(body: Cart): Reply {
  return { status: 200, body, headers: { ETag: `"${body.version}"` } };
}
