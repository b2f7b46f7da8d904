import type { OrderView } from "@waybill/protocol/schemas/api/orders";
import type { SandboxCard } from "../../../src/modules/orders/payments/sandbox/cards.ts";
import type { Answer, RequestOptions } from "../backend.ts";
import { waitFor } from "../wait-for.ts";

type Ask = (method: string, path: string, options?: RequestOptions) => Promise<Answer>;

/** Places without a program: all that is ordered goes from the first, and could as well from the second. */
export const PLACES = ["alpha", "gamma"] as const;
const ORDERS = 12;
/** Of these the bank does not pay what has left, until somebody decides about it. */
const REFUSED = 6;
const PIECES = 20;
const DELIVERY = { name: "Ann Example", lines: ["1 Orchard Lane"], postcode: "10115", city: "Berlin", country: "DE" };

/**
 * A shop with orders that wait to be shipped, as many that are paid for, and some that the bank does not pay for, by what an admin and a customer ask.
 * Somebody has to run the saga.
 */
export async function fillShop(
  ask: Ask,
  { admin, customer, gtins }: { admin: string; customer: string; gtins: readonly string[] },
): Promise<void> {
  const keyed = (key: string) => ({ "Idempotency-Key": key });
  const receive = async (warehouse: string, gtin: string) => {
    const body = { warehouse, gtin, lot: null, expiry: null, quantity: 1_000 };
    done(await ask("POST", "/api/stock/receipts", { token: admin, headers: keyed(`goods-${warehouse}-${gtin}`), body }));
  };
  const price = { minor: 1190, currency: "EUR" };
  for (const gtin of gtins) {
    const article = { title: "Lettuce", kind: "food", price, taxClass: "reduced" };
    done(await ask("PUT", `/api/articles/${gtin}`, { token: admin, headers: { "If-Match": "0" }, body: article }));
    await receive(PLACES[0], gtin);
  }
  const rates = { standard: 1900, reduced: 700, books: 700, zero: 0 };
  const shipping = [{ minor: 490, currency: "EUR" }];
  done(await ask("PUT", "/api/delivery-terms/DE", { token: admin, body: { shipping, rates } }));
  const place = async (key: string, token: SandboxCard, gtinsOf: readonly string[]) => {
    const lines = gtinsOf.map((gtin) => ({ gtin, quantity: PIECES }));
    const body = { lines, delivery: DELIVERY, payment: { token } };
    const { id } = done(await ask("POST", "/api/orders", { token: customer, headers: keyed(key), body })).json<OrderView>();
    // Its place has no program: people ship it once the plan is written down.
    await becomes(id, ({ state }) => state === "instructed");
    return id;
  };
  const becomes = (id: string, isThere: (order: OrderView) => boolean) =>
    waitFor(`what becomes of order ${id}`, async () => {
      const order = done(await ask("GET", `/api/orders/${id}`, { token: admin })).json<OrderView>();
      return isThere(order) ? order : undefined;
    });
  const ship = async (id: string, { lines }: { lines: number }) => {
    const whole = { lines: Array.from({ length: lines }, (_, index) => ({ number: index + 1, quantity: PIECES })) };
    done(await ask("POST", `/api/orders/${id}/shipments`, { token: admin, headers: keyed(`all-${id}`), body: whole }));
  };
  for (let index = 0; index < ORDERS; index++) {
    const id = await place(`order-${index}`, "sandbox:approve", gtins);
    if (index % 2 > 0) continue;
    await ship(id, { lines: gtins.length });
    await becomes(id, ({ state }) => state === "closed");
  }
  for (let index = 0; index < REFUSED; index++) {
    const id = await place(`refused-${index}`, "sandbox:refuse", gtins.slice(0, 1));
    await ship(id, { lines: 1 });
    await becomes(id, ({ waitsFor }) => waitsFor?.includes("is not paid") ?? false);
  }
  for (const gtin of gtins) await receive(PLACES[1], gtin);
}

function done(answer: Answer): Answer {
  if (answer.status >= 300) throw new Error(`the shop could not be filled: ${answer.status} ${answer.text}`);
  return answer;
}
