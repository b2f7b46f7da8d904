import { expect } from "chai";
import { expectProblem } from "../support/problem.ts";
import { APPLE, BOOK, startShop, type Shop } from "../support/shop.ts";

describe("a fresh proof of the shop's people", () => {
  let shop: Shop;
  before(async () => (shop = await startShop({ WAYBILL_ROLES: "api" })));
  after(() => shop.stop());

  const later = (by: string) => shop.app.db.pool.query("UPDATE sessions SET auth_time = auth_time + $1::interval", [by]);
  const terms = { shipping: [{ minor: 990, currency: "EUR" }], rates: { standard: 2000, reduced: 550, books: 550, zero: 0 } };
  const article = { title: "Apple", kind: "food", price: { minor: 99, currency: "EUR" }, taxClass: "reduced" };

  it("is asked for before articles are withdrawn or taken in by file, terms of delivery change, goods are written off, or an order or a part of it is steered", async () => {
    const dangerous: [string, string, object?][] = [
      ["DELETE", `/api/articles/${APPLE}`],
      ["POST", "/api/articles/import", { articles: [{ gtin: APPLE, ...article, isActive: false }] }],
      ["PUT", "/api/delivery-terms/FR", terms],
      ["DELETE", "/api/delivery-terms/DE"],
    ];
    const counted = { warehouse: "shelf", gtin: APPLE, counted: 0 };
    const order = await shop.placed({}, { token: shop.admin });
    const part = `/api/orders/${order}/fulfilments/none`;
    await later("-6 minutes");
    for (const [method, path, body] of dangerous) {
      const answer = await shop.request(method, path, { token: shop.admin, ...(body && { body }) });
      expectProblem(answer, 401, "platform.step-up-required");
    }
    for (const [path, body] of [
      ["/api/stock/counts", counted],
      [`/api/orders/${order}/hold`, { reason: "the flood" }],
      [`/api/orders/${order}/release`, {}],
      [`${part}/hold`, { reason: "the flood" }],
      [`${part}/release`, {}],
      [`${part}/move`, { warehouse: "beta" }],
      [`${part}/split`, { lines: [{ number: 1, quantity: 1 }] }],
      [`${part}/merge`, { other: "another" }],
      [`${part}/clear-up`, { hasLeft: true }],
    ] as const)
      expectProblem(await shop.request("POST", path, { token: shop.admin, body }), 401, "platform.step-up-required");
    expect((await shop.request("GET", `/api/articles/${APPLE}`)).json()).to.include({ isActive: true, version: 1 });
    // Describing one article is everyday work.
    const described = { token: shop.admin, headers: { "If-Match": "1" }, body: article };
    expect((await shop.request("PUT", `/api/articles/${APPLE}`, described)).status).to.equal(200);
    await later("6 minutes");
    for (const [method, path, body] of dangerous)
      expect((await shop.request(method, path, { token: shop.admin, ...(body && { body }) })).status, `${method} ${path}`).to.be.lessThan(
        300,
      );
    await shop.request("PUT", "/api/delivery-terms/DE", { token: shop.admin, body: terms });
  });

  it("is asked for before somebody else's order is called off, and not of a customer for its own", async () => {
    const [theirs, other] = [await shop.placed({ lines: [{ gtin: BOOK, quantity: 1 }] }), await shop.placed()];
    const own = await shop.placed({}, { token: shop.admin });
    const cancel = (id: string, token: string) => shop.request("POST", `/api/orders/${id}/cancellation`, { token });
    await later("-6 minutes");
    expectProblem(await cancel(theirs, shop.admin), 401, "platform.step-up-required");
    expect((await shop.order(theirs)).version).to.equal(0);
    expect((await cancel(theirs, shop.ann)).status).to.equal(202);
    expect((await cancel(own, shop.admin)).status, "a customer as well").to.equal(202);
    await later("6 minutes");
    expect((await cancel(other, shop.admin)).status).to.equal(202);
  });
});
