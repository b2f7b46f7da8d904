import type { OrderView } from "@waybill/protocol/schemas/api/orders";
import { expect } from "chai";
import { signWebhook } from "../../src/modules/orders/payments/sandbox/sandbox-webhooks.ts";
import { NO_WAREHOUSES } from "../../src/modules/orders/no-warehouses.ts";
import { followUp, PAYMENT_MINUTES } from "../../src/modules/orders/saga/follow-up.ts";
import { installationToken } from "../support/installation.ts";
import { expectProblem } from "../support/problem.ts";
import { signIn } from "../support/sessions.ts";
import { ADDRESS, APPLE, BOOK, startShop, type Shop } from "../support/shop.ts";
import { waitFor } from "../support/wait-for.ts";

describe("orders", () => {
  let shop: Shop;
  before(async () => (shop = await startShop()));
  after(() => shop.stop());

  const cancel = (id: string, token = shop.ann) => shop.request("POST", `/api/orders/${id}/cancellation`, { token });
  const events = ({ transitions }: OrderView) => transitions.map(({ event }) => event);
  const count = async (table: string) =>
    Number((await shop.app.db.pool.query<{ n: string }>(`SELECT count(*) AS n FROM ${table}`)).rows[0]?.n);

  it("are priced by the server, answered at once, and go on by themselves until the money is held", async () => {
    const before = shop.stock.left.get(BOOK) ?? 0;
    const lines = [
      { gtin: BOOK, quantity: 2 },
      { gtin: APPLE, quantity: 3 },
    ];
    const answer = await shop.place({ lines });
    expect(answer.status, answer.text).to.equal(202);
    const view = answer.json<OrderView>();
    expect(answer.headers.get("location")).to.equal(`/api/orders/${view.id}`);
    expect(view).to.deep.include({ state: "created", goodsMinor: 2677, shippingMinor: 490, total: { minor: 3167, currency: "EUR" } });
    // 7 % of 2224 and of 278, 19 % of 412, each rounded by itself.
    expect(view.lines.map(({ amountMinor, taxMinor }) => [amountMinor, taxMinor])).to.deep.equal([
      [2380, 156],
      [297, 19],
    ]);
    expect(view.taxMinor).to.equal(156 + 19 + 78);
    const held = await shop.reaches(view.id, "instructed");
    expect(events(held)).to.deep.equal(["reserve", "authorise", "route", "instruct"]);
    expect(held.transitions.map(({ version }) => version)).to.deep.equal([1, 2, 3, 4]);
    expect(held.payment).to.deep.equal({
      ...{ provider: "sandbox", state: "authorised", heldMinor: 3167, capturedMinor: 0, refundedMinor: 0 },
    });
    expect(shop.stock.left.get(BOOK)).to.equal(before - 2);
    await cancel(view.id);
    await shop.reaches(view.id, "cancelled");
  });

  it("are placed once for each key, whoever asks how often at the same moment", async () => {
    const before = await count("orders");
    const ids = await Promise.all(Array.from({ length: 5 }, () => shop.place({}, { key: "one" })));
    const placed = ids.filter(({ status }) => status === 202).map((answer) => answer.json<OrderView>().id);
    expect(ids.filter(({ status }) => ![202, 409].includes(status))).to.deep.equal([]);
    const again = await shop.place({}, { key: "one" });
    expect(again.json<OrderView>().id).to.equal(placed[0]);
    // The platform has forgotten the key, after a day or with a process.
    await shop.app.db.pool.query("DELETE FROM idempotency_keys");
    expect((await shop.place({}, { key: "one" })).json<OrderView>().id).to.equal(placed[0]);
    expect(await count("orders")).to.equal(before + 1);
    await shop.app.db.pool.query("DELETE FROM idempotency_keys");
    expectProblem(await shop.place({ delivery: { ...ADDRESS, city: "Bonn" } }, { key: "one" }), 422, "orders.key-reused");
    const bea = await signIn(shop, "bea");
    expect((await shop.place({}, { key: "one", token: bea })).json<OrderView>().id).not.to.equal(placed[0]);
  });

  it("that make no sense are refused with pointers, and change nothing", async () => {
    const before = await count("orders");
    const refused = async (changes: object, status: number, code: string) => expectProblem(await shop.place(changes), status, code);
    expectProblem(
      await shop.request("POST", "/api/orders", {
        token: shop.ann,
        body: { lines: [{ gtin: BOOK, quantity: 1 }], delivery: ADDRESS, payment: { token: "sandbox:approve" } },
      }),
      400,
      "orders.key-needed",
    );
    for (const lines of [
      [],
      [{ gtin: BOOK, quantity: 0 }],
      [{ gtin: BOOK, quantity: 1.5 }],
      [{ gtin: BOOK, quantity: 1001 }],
      [
        { gtin: BOOK, quantity: 1 },
        { gtin: BOOK.slice(1), quantity: 1 },
      ],
    ])
      await refused({ lines }, 400, "platform.bad-request");
    await refused({ delivery: { ...ADDRESS, name: "Ann\u0007" } }, 400, "platform.bad-request");
    const unknown = await refused(
      {
        lines: [
          { gtin: BOOK, quantity: 1 },
          { gtin: "09506000134345", quantity: 1 },
        ],
      },
      422,
      "orders.not-for-sale",
    );
    expect(unknown.errors).to.deep.equal([{ pointer: "/lines/1/gtin", message: "is not for sale" }]);
    await refused({ delivery: { ...ADDRESS, country: "AQ" } }, 422, "orders.not-delivered");
    await refused({ payment: { token: "sandbox:gold" } }, 422, "orders.unknown-card");
    await refused({ total: { minor: 1679, currency: "EUR" } }, 409, "orders.price-changed");
    expect(await count("orders")).to.equal(before);
  });

  it("for more than there is are called off, and what was held of the rest is let go", async () => {
    const before = [shop.stock.left.get(BOOK), shop.stock.left.get(APPLE)];
    const id = await shop.placed({
      lines: [
        { gtin: APPLE, quantity: 1 },
        { gtin: BOOK, quantity: 900 },
      ],
    });
    const view = await shop.reaches(id, "cancelled");
    expect(events(view)).to.deep.equal(["lack", "let-go"]);
    expect(view.transitions[0]?.cause).to.match(/of 09506000134352 there are \d+ left/);
    expect([shop.stock.left.get(BOOK), shop.stock.left.get(APPLE)]).to.deep.equal(before);
  });

  it("that nobody pays let go what was held", async () => {
    const before = shop.stock.left.get(BOOK);
    const view = await shop.reaches(await shop.placed({ payment: { token: "sandbox:decline" } }), "cancelled");
    expect(events(view)).to.deep.equal(["reserve", "decline", "let-go"]);
    expect(view.payment).to.deep.include({ state: "declined", heldMinor: 0 });
    expect(shop.stock.left.get(BOOK)).to.equal(before);
  });

  it("wait for what the customer's bank asks, and go on by the answer", async () => {
    const answer = (id: string, code: string, token = shop.ann) =>
      shop.request("POST", `/api/orders/${id}/challenge`, { token, body: { code } });
    const asked = async () => {
      const id = await shop.placed({ payment: { token: "sandbox:challenge" } });
      await waitFor("the question", async () => ((await shop.order(id)).payment.state === "challenged" ? true : undefined));
      return id;
    };
    const [good, bad] = [await asked(), await asked()];
    expectProblem(await answer(good, "123456", await signIn(shop, "bea")), 404, "orders.unknown-order");
    expect((await answer(good, "123456")).status).to.equal(202);
    expect((await answer(bad, "000000")).status).to.equal(202);
    await shop.reaches(good, "instructed");
    expect((await shop.reaches(bad, "cancelled")).transitions[1]?.cause).to.equal("the customer gave a wrong code");
    expectProblem(await answer(good, "123456"), 409, "orders.nothing-asked");
  });

  it("are told of later by signed webhooks, and a webhook that comes three times is taken once", async () => {
    const id = await shop.placed({ payment: { token: "sandbox:duplicate" } });
    const view = await shop.reaches(id, "instructed");
    expect(events(view)).to.deep.equal(["reserve", "authorise", "route", "instruct"]);
    await waitFor("the older message", async () => ((await count(`payment_webhooks WHERE id = '${id}:asked'`)) === 1 ? true : undefined));
    expect(await count(`payment_webhooks WHERE id = '${id}:decided'`)).to.equal(1);
    const send = (raw: string, signature: string) =>
      shop.request("POST", "/api/payments/webhooks", { text: raw, headers: { "Webhook-Signature": signature } });
    const { raw, signature } = signWebhook(shop.app, { id: "told", reference: id });
    expect((await send(raw, signature)).status).to.equal(204);
    expect((await send(raw, signature)).status).to.equal(204);
    expect(await count("payment_webhooks WHERE id = 'told'")).to.equal(1);
    expectProblem(await send(`${raw} `, signature), 400, "orders.unsigned-webhook");
    expectProblem(await send(raw, "t=1,v1=00"), 400, "orders.unsigned-webhook");
    expectProblem(await send(raw, signature.replace(/t=\d+/, "t=1767225600")), 400, "orders.unsigned-webhook");
    expect(await count("payment_webhooks WHERE id = 'told'")).to.equal(1);
    // Signed by the provider, and sent by whoever has kept it, or made up before its time.
    for (const seconds of [-301, 301]) {
      const clock = { now: () => new Date(Date.now() + seconds * 1_000) };
      const other = signWebhook({ ...shop.app, clock }, { id: `at ${seconds}`, reference: id });
      expectProblem(await send(other.raw, other.signature), 400, "orders.unsigned-webhook");
    }
    expect(await count("payment_webhooks WHERE id LIKE 'at %'")).to.equal(0);
  });

  it("are called off by their customer or by the shop, once, and by nobody else", async () => {
    const before = shop.stock.left.get(BOOK);
    const [first, second] = [await shop.placed(), await shop.placed()];
    for (const id of [first, second]) await shop.reaches(id, "instructed");
    const bea = await signIn(shop, "bea");
    expectProblem(await cancel(first, bea), 404, "orders.unknown-order");
    expectProblem(await cancel(first, await installationToken(shop, "auditor")), 404, "orders.unknown-order");
    expect((await cancel(first)).json<OrderView>().state).to.equal("withdrawing");
    expect((await cancel(first)).status).to.equal(202);
    expect((await cancel(second, shop.admin)).status).to.equal(202);
    for (const [id, by] of [
      [first, "customer"],
      [second, "shop"],
    ] as const) {
      const view = await shop.reaches(id, "cancelled");
      expect(events(view)).to.deep.equal(["reserve", "authorise", "route", "instruct", "cancel", "withdraw", "let-go"]);
      expect(view.transitions[4]?.by).to.equal(by);
      expect(view.payment).to.deep.include({ state: "voided", heldMinor: 0 });
    }
    expect(shop.stock.left.get(BOOK)).to.equal(before);
    const { rows } = await shop.app.db.pool.query("SELECT subject FROM audit_entries WHERE action = 'order.cancelled'");
    expect(rows).to.deep.equal([{ subject: second }]);
  });

  it("that nobody has paid in time are called off", async () => {
    const id = await shop.placed({ payment: { token: "sandbox:challenge" } });
    await waitFor("the question", async () => ((await shop.order(id)).payment.state === "challenged" ? true : undefined));
    const followUpAfter = (minutes: number) =>
      followUp(
        { ...shop.app, clock: { now: () => new Date(Date.now() + minutes * 60_000) } },
        { stock: shop.stock, warehouses: NO_WAREHOUSES },
      );
    await followUpAfter(PAYMENT_MINUTES - 1);
    expect((await shop.order(id)).state).to.equal("reserved");
    await followUpAfter(PAYMENT_MINUTES + 1);
    expect(events(await shop.reaches(id, "cancelled"))).to.deep.equal(["reserve", "expire", "let-go"]);
  });

  it("are listed for their customer, and all of them for the shop, who alone reads where they go", async () => {
    const [bea, auditor] = [await signIn(shop, "cleo"), await installationToken(shop, "auditor")];
    const mine = await shop.placed({}, { token: bea });
    const list = async (token: string, query = "") =>
      (await shop.request("GET", `/api/orders${query}`, { token })).json<{
        items: { id: string; pieces: number }[];
        next: string | null;
      }>();
    expect((await list(bea)).items.map(({ id, pieces }) => [id, pieces])).to.deep.equal([[mine, 1]]);
    expect((await list(shop.ann)).items.map(({ id }) => id)).not.to.include(mine);
    expect((await list(shop.admin, "?of=me")).items).to.deep.equal([]);
    const first = await list(shop.admin, "?limit=1");
    expect(first.items[0]?.id).to.equal(mine);
    expect((await list(shop.admin, `?limit=1&after=${first.next}`)).items[0]?.id).not.to.equal(mine);
    expect((await shop.order(mine, bea)).delivery).to.deep.equal(ADDRESS);
    expect((await shop.order(mine, shop.admin)).delivery.lines).to.deep.equal(ADDRESS.lines);
    expect((await shop.order(mine, auditor)).delivery).to.deep.include({ name: "A…", city: "B…", country: "DE" });
    expectProblem(await shop.request("GET", `/api/orders/${mine}`, { token: shop.ann }), 404, "orders.unknown-order");
    const { rows } = await shop.app.db.pool.query<{ text: string }>("SELECT o::text AS text FROM orders o");
    expect(rows.filter(({ text }) => text.includes("Orchard"))).to.deep.equal([]);
  });

  it("keep their books: nothing that happened can be changed", async () => {
    for (const [table, changes] of Object.entries({
      order_transitions: ["UPDATE order_transitions SET at = now()"],
      order_news: ["UPDATE order_news SET about = NULL"],
      payment_events: ["UPDATE payment_events SET at = now()"],
      order_goods_moved: [],
    }))
      for (const change of [...changes, `DELETE FROM ${table}`, `TRUNCATE ${table}`])
        for (const pool of [shop.app.db.pool, shop.owner])
          expect(await pool.query(change).catch(({ code }: { code?: string }) => code), change).to.equal("42501");
  });
});
