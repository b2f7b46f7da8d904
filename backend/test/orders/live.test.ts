import { expect } from "chai";
import { readEvents, type EventReader } from "../support/event-reader.ts";
import { expectProblem } from "../support/problem.ts";
import { signIn } from "../support/sessions.ts";
import { startShop, type Shop } from "../support/shop.ts";

interface Told {
  order: string;
  kind: string;
}

describe("the stream of all orders", () => {
  let shop: Shop;
  let bea: string;
  /** One order of each. */
  let orders: { ann: string; bea: string };
  before(async () => {
    // Nobody works off jobs here: what happens is what the tests do.
    shop = await startShop({ WAYBILL_ROLES: "api" });
    bea = await signIn(shop, "bea");
    orders = { ann: await shop.placed(), bea: await shop.placed({}, { token: bea }) };
  });
  after(() => shop.stop());

  const follow = (token: string, last?: number, query = ""): Promise<EventReader> =>
    readEvents(`${shop.url}/api/orders/events${query}`, {
      Authorization: `Bearer ${token}`,
      ...(last === undefined ? {} : { "Last-Event-ID": String(last) }),
    });
  const NEWS =
    "INSERT INTO payment_events (order_id, key, kind, amount_minor, at) SELECT $1, gen_random_uuid()::text, 'challenge', 0, now() FROM generate_series(1, $2)";
  const happen = (order: string, times = 1) => shop.app.db.pool.query(NEWS, [order, times]);
  const toldTo = ({ messages }: EventReader) => messages.map(({ data }) => (data as Told).order);

  it("tells the shop's people of everybody's, and a customer of its own and of no other's", async () => {
    const readers = [
      await follow(shop.admin),
      await follow(shop.ann),
      await follow(bea),
      await follow(shop.admin, undefined, "?of=me"),
    ] as const;
    await happen(orders.ann);
    await happen(orders.bea, 2);
    await happen(orders.ann);
    const [all, anns, beas, none] = readers;
    await Promise.all([all.seen(4), anns.seen(2), beas.seen(2)]);
    expect(toldTo(all)).to.deep.equal([orders.ann, orders.bea, orders.bea, orders.ann]);
    expect(toldTo(anns)).to.deep.equal([orders.ann, orders.ann]);
    expect(toldTo(beas)).to.deep.equal([orders.bea, orders.bea]);
    expect(toldTo(none)).to.deep.equal([]);
    expect(all.messages[0]).to.deep.include({ type: "payment" });
    const ids = all.messages.map(({ id }) => id);
    expect(ids).to.deep.equal([...ids].sort((one, other) => one - other));
    for (const reader of readers) reader.close();
  });

  it("goes on after a cut with what was missed, each once and in order, for whomever it is", async () => {
    const [all, anns] = [await follow(shop.admin), await follow(shop.ann)];
    await happen(orders.ann);
    await Promise.all([all.seen(1), anns.seen(1)]);
    for (const reader of [all, anns]) reader.close();
    await happen(orders.bea, 3);
    await happen(orders.ann, 2);
    const again = [await follow(shop.admin, all.messages[0]?.id), await follow(shop.ann, anns.messages[0]?.id)] as const;
    await happen(orders.ann);
    await Promise.all([again[0].seen(6), again[1].seen(3)]);
    expect(toldTo(again[0])).to.deep.equal([orders.bea, orders.bea, orders.bea, orders.ann, orders.ann, orders.ann]);
    expect(toldTo(again[1])).to.deep.equal([orders.ann, orders.ann, orders.ann]);
    for (const reader of again) reader.close();
  });

  it("misses nothing that was numbered first and committed last", async () => {
    const reader = await follow(shop.admin);
    const slow = await shop.app.db.pool.connect();
    await slow.query("BEGIN");
    await slow.query(NEWS, [orders.ann, 1]);
    await slow.query("SET CONSTRAINTS ALL IMMEDIATE");
    await happen(orders.bea);
    await slow.query("COMMIT");
    slow.release();
    await reader.seen(2);
    expect(toldTo(reader)).to.deep.equal([orders.ann, orders.bea]);
    reader.close();
  });

  it("tells whoever was away for too long, or comes with a number that was never given, to start anew, and then goes on", async () => {
    const first = await follow(shop.admin);
    await happen(orders.bea);
    await first.seen(1);
    first.close();
    await happen(orders.bea, 1_001);
    for (const last of [first.messages[0]?.id, 999_999_999]) {
      const reader = await follow(shop.admin, last);
      await reader.seen(1);
      await happen(orders.ann);
      await reader.seen(2);
      expect(reader.messages.map(({ type }) => type)).to.deep.equal(["anew", "payment"]);
      expect((reader.messages[1]?.id ?? 0) - (reader.messages[0]?.id ?? 0)).to.equal(1);
      reader.close();
    }
    const small = await follow(shop.ann, first.messages[0]?.id);
    await small.seen(2);
    expect(toldTo(small)).to.deep.equal([orders.ann, orders.ann]);
    small.close();
  });

  it("is for nobody who is not signed in, and takes no number that is none", async () => {
    expectProblem(await shop.request("GET", "/api/orders/events"), 401, "platform.unauthorised");
    const headers = { "Last-Event-ID": "x" };
    expectProblem(await shop.request("GET", "/api/orders/events", { token: shop.ann, headers }), 400, "platform.bad-request");
  });
});
