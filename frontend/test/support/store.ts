import type { Answer } from "./answer.ts";
import { ago, listOf } from "./console.ts";
import { ADDRESS, BOOK, SALAD, ShopServer, wholeOrder } from "./shop.ts";

const ORDER = {
  lines: [
    { gtin: BOOK, quantity: 2 },
    { gtin: SALAD, quantity: 1 },
  ],
  ...{ delivery: ADDRESS, payment: { token: "sandbox:approve" } },
};

/** The console of a shop with two orders, for an admin. */
export function storeServer(): ShopServer {
  const server = new ShopServer();
  server.role = "admin";
  server.isSignedIn = true;
  const goods = [{ line: 1, gtin: BOOK, lot: null, expiry: null, quantity: 2 }];
  const byHand = {
    id: "f1",
    warehouse: "alpha",
    state: "instructed",
    heldFor: null,
    endedFor: null,
    hasProgram: false,
    isAsked: false,
    isLetGo: false,
    isLost: false,
    wanted: null,
    goods,
  };
  const order = { ...server.orderOf("order-1", ORDER), state: "instructed", placedAt: ago(120_000), fulfilments: [byHand] };
  server.orders.set("order-1", order as never);
  server.orders.set("order-9", wholeOrder(server) as never);
  return server;
}

/** The list of its orders. */
export const summaries = (server: ShopServer): Answer =>
  listOf(
    () =>
      [...server.orders.values()].map(({ id, state, placedAt, total, lines, fulfilments }) => ({
        ...{ id, state, placedAt, total, lines: lines.length, pieces: lines.reduce((sum, { quantity }) => sum + quantity, 0) },
        isHeld: fulfilments.some((part) => part.state === "held"),
      })),
    ({ state }, query) => (query.get("state") ?? state) === state,
    10,
  );
