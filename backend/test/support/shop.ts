import { randomUUID } from "node:crypto";
import type { OrderState } from "@waybill/protocol/orders/states";
import type { OrderView } from "@waybill/protocol/schemas/api/orders";
import { expect } from "chai";
import type { Overrides } from "../../src/composition.ts";
import { startTestBackend, type Answer, type TestBackend } from "./backend.ts";
import { createFakeStock, type FakeStock } from "./fake-stock.ts";
import { installationToken } from "./installation.ts";
import { keysAlone, signIn } from "./sessions.ts";
import { waitFor } from "./wait-for.ts";

/** A book and an apple. */
export const BOOK = "09506000134352";
export const APPLE = "09506000134369";

export const ADDRESS = { name: "Ann Example", lines: ["1 Orchard Lane"], postcode: "10115", city: "Berlin", country: "DE" };
const RATES = { standard: 1900, reduced: 700, books: 700, zero: 0 };

/** A shop that sells a book for 11.90 and an apple for 0.99, and delivers to Germany for 4.90, with ten of each in stock. */
export interface Shop extends TestBackend {
  stock: FakeStock;
  /** Access tokens. */
  admin: string;
  ann: string;
  /** Places an order; what is not said is one book, paid with a card that is approved. */
  place(changes?: object, options?: { token?: string; key?: string }): Promise<Answer>;
  /** The same, and the id of the order that it must have placed. */
  placed(changes?: object, options?: { token?: string; key?: string }): Promise<string>;
  order(id: string, token?: string): Promise<OrderView>;
  /** The order once it is in a state, whatever it went through. */
  reaches(id: string, state: OrderState): Promise<OrderView>;
}

export async function startShop(
  env: Record<string, string> = {},
  overrides: Omit<Overrides, "stock"> & { stock?: undefined } = {},
): Promise<Shop> {
  const stock = createFakeStock();
  const backend = await startTestBackend(env, { verifySignature: keysAlone, stock, ...overrides });
  const admin = await installationToken(backend, "admin");
  const ann = await signIn(backend, "ann");
  const put = async (path: string, body: object) => {
    const answer = await backend.request("PUT", path, { token: admin, headers: { "If-Match": "0" }, body });
    expect(answer.status, answer.text).to.equal(200);
  };
  await put(`/api/articles/${BOOK}`, { title: "The Long Field", kind: "book", price: { minor: 1190, currency: "EUR" }, taxClass: "books" });
  await put(`/api/articles/${APPLE}`, { title: "Apple", kind: "food", price: { minor: 99, currency: "EUR" }, taxClass: "reduced" });
  await put("/api/delivery-terms/DE", { shipping: [{ minor: 490, currency: "EUR" }], rates: RATES });
  for (const gtin of [BOOK, APPLE]) stock.left.set(gtin, 10);

  const place: Shop["place"] = (changes = {}, { token = ann, key = randomUUID() } = {}) =>
    backend.request("POST", "/api/orders", {
      token,
      headers: { "Idempotency-Key": key },
      body: { lines: [{ gtin: BOOK, quantity: 1 }], delivery: ADDRESS, payment: { token: "sandbox:approve" }, ...changes },
    });
  const order: Shop["order"] = async (id, token = ann) => {
    const answer = await backend.request("GET", `/api/orders/${id}`, { token });
    expect(answer.status, answer.text).to.equal(200);
    return answer.json<OrderView>();
  };
  return {
    ...backend,
    ...{ stock, admin, ann, place, order },
    async placed(changes, options) {
      const answer = await place(changes, options);
      expect(answer.status, answer.text).to.equal(202);
      return answer.json<OrderView>().id;
    },
    reaches: (id, state) =>
      waitFor(`order ${state}`, async () => {
        const view = await order(id, admin);
        return view.state === state ? view : undefined;
      }),
  };
}
