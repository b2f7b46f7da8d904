import { expect } from "chai";
import { readEvents, type EventReader } from "../support/event-reader.ts";
import { expectProblem } from "../support/problem.ts";
import { BOOK, startShop, type Shop } from "../support/shop.ts";

describe("the stream of warehouses", () => {
  let shop: Shop;
  before(async () => {
    shop = await startShop({ WAYBILL_ROLES: "api" });
    await shop.app.db.pool.query(
      `INSERT INTO warehouses (id, name, url, country, latitude, longitude, terms, registered_at, instance, status, status_since, heard_at)
       VALUES ('alpha', 'Alpha', 'http://127.0.0.1:1', 'DE', 52, 13, '{}', now(), gen_random_uuid(), 'HEALTHY', now(), now())`,
    );
  });
  after(() => shop.stop());

  const follow = (last?: number): Promise<EventReader> =>
    readEvents(`${shop.url}/api/warehouses/events`, {
      Authorization: `Bearer ${shop.admin}`,
      ...(last === undefined ? {} : { "Last-Event-ID": String(last) }),
    });
  const set = (changes: string) => shop.app.db.pool.query(`UPDATE warehouses SET ${changes} WHERE id = 'alpha'`);

  it("tells of status and messages, goes on after a cut, and once a minute that one was heard from", async () => {
    const reader = await follow();
    await set("heard_at = date_trunc('minute', heard_at), misses = 1");
    await set("heard_at = heard_at + interval '59 seconds'");
    await set("status = 'OFFLINE'");
    await reader.seen(1);
    reader.close();
    await set("told = 3, taken = 3");
    await set("heard_at = heard_at + interval '2 seconds'");
    await shop.app.db.pool.query(
      "INSERT INTO warehouse_conflicts (id, warehouse, kind, instance, found_at) VALUES ('c1', 'alpha', 'instance', gen_random_uuid(), now())",
    );
    const again = await follow(reader.messages.at(-1)?.id);
    await again.seen(3);
    const told = [...reader.messages, ...again.messages].map(({ data }) => data);
    const change = { warehouse: "alpha", kind: "warehouse" };
    const [heard, conflict] = (["heard", "conflict"] as const).map((kind) => ({ warehouse: "alpha", kind }));
    expect(told).to.deep.equal([change, change, heard, conflict]);
    again.close();
  });

  it("tells of goods that came in or were counted by hand, of which no order and no warehouse tells", async () => {
    const reader = await follow();
    const body = { warehouse: "beta", gtin: BOOK, lot: "L1", expiry: null };
    const send = async (path: string, more: object) => {
      const headers = { "Idempotency-Key": path };
      expect((await shop.request("POST", path, { token: shop.admin, headers, body: { ...body, ...more } })).status).to.equal(201);
    };
    await send("/api/stock/receipts", { quantity: 3 });
    await send("/api/stock/counts", { counted: 2 });
    await reader.seen(2);
    expect(reader.messages.map(({ data }) => data)).to.deep.equal([1, 2].map(() => ({ warehouse: "beta", kind: "stock" })));
    reader.close();
  });

  it("is for whoever runs the shop, and for no customer", async () => {
    expectProblem(await shop.request("GET", "/api/warehouses/events", { token: shop.ann }), 403, "platform.forbidden");
  });
});
