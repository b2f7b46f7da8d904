import type { OrderState } from "@waybill/protocol/orders/states";
import type { Answer, RequestOptions } from "../backend.ts";
import { waitFor } from "../wait-for.ts";

type Ask = (method: string, path: string, options?: RequestOptions) => Promise<Answer>;

/** Places without a program: all that is ordered goes from the first, and could as well from the second. */
export const PLACES = ["alpha", "gamma"] as const;
const ORDERS = 12;
const PIECES = 20;
const DELIVERY = { name: "Ann Example", lines: ["1 Orchard Lane"], postcode: "10115", city: "Berlin", country: "DE" };

/** A shop with orders that wait to be shipped, and as many that are paid for, by what an admin and a customer ask. Somebody has to run the saga. */
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
  const lines = gtins.map((gtin) => ({ gtin, quantity: PIECES }));
  const order = { lines, delivery: DELIVERY, payment: { token: "sandbox:approve" } };
  for (let index = 0; index < ORDERS; index++) {
    const placed = done(await ask("POST", "/api/orders", { token: customer, headers: keyed(`order-${index}`), body: order }));
    const { id } = placed.json<{ id: string }>();
    const reaches = (state: OrderState) =>
      waitFor(`order ${state}`, async () => {
        const answer = done(await ask("GET", `/api/orders/${id}`, { token: admin }));
        return answer.json<{ state: OrderState }>().state === state ? id : undefined;
      });
    // Its place has no program: people ship it once the plan is written down.
    await reaches("instructed");
    if (index % 2 > 0) continue;
    const whole = { lines: gtins.map((_, index) => ({ number: index + 1, quantity: PIECES })) };
    done(await ask("POST", `/api/orders/${id}/shipments`, { token: admin, headers: keyed(`all-${index}`), body: whole }));
    await reaches("closed");
  }
  for (const gtin of gtins) await receive(PLACES[1], gtin);
}

function done(answer: Answer): Answer {
  if (answer.status >= 300) throw new Error(`the shop could not be filled: ${answer.status} ${answer.text}`);
  return answer;
}
