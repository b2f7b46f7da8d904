import type { OrderView } from "@waybill/protocol/schemas/api/orders";
import { expect } from "chai";
import { newsAfter } from "../../src/modules/orders/events/order-news.store.ts";
import { createLedgerStock } from "../../src/modules/orders/ledger-stock.ts";
import { createFulfilment } from "../../src/modules/orders/orders.queries.ts";
import type { ShipmentListener } from "../../src/modules/orders/orders.ports.ts";
import { createSandbox } from "../../src/modules/orders/payments/sandbox/create-sandbox.ts";
import { planRest } from "../../src/modules/orders/planning/plan-rest.ts";
import { runSaga } from "../../src/modules/orders/saga/run-saga.ts";
import type { Partners } from "../../src/modules/orders/saga/steps.ts";
import { createReserveFront } from "../../src/modules/stock/reserve-front.ts";
import { inTransaction } from "../../src/platform/context.ts";
import { createFakeWarehouses, routable, tell, type FakeWarehouses } from "../support/fake-warehouses.ts";
import { APPLE, BOOK, startShop, type Shop } from "../support/shop.ts";

const UNIT = `0x${"12".repeat(32)}`;

describe("the news of an order", () => {
  let shop: Shop;
  let warehouses: FakeWarehouses;
  let partners: Partners;
  let listener: ShipmentListener;
  before(async () => {
    warehouses = createFakeWarehouses(routable("alpha"), routable("beta", { latitude: 48, longitude: 16, country: "AT" }));
    // Nobody works off jobs here but the tests.
    shop = await startShop({ WAYBILL_ROLES: "api" }, { stock: undefined, warehouses });
    const { provider } = createSandbox(shop.app);
    const stock = createLedgerStock(createReserveFront(shop.app));
    partners = { stock, warehouses, provider: () => provider };
    listener = createFulfilment(stock);
    for (const warehouse of ["alpha", "beta"])
      for (const gtin of [BOOK, APPLE]) {
        const headers = { "Idempotency-Key": `${warehouse}-${gtin}` };
        const body = { warehouse, gtin, lot: "L1", expiry: null, quantity: 100 };
        expect((await shop.request("POST", "/api/stock/receipts", { token: shop.admin, headers, body })).status).to.equal(201);
      }
  });
  after(() => shop.stop());

  const news = async (id: string, after = 0) => inTransaction(shop.app, (ctx) => newsAfter(ctx, id, after));
  const run = (id: string) => runSaga(shop.app, partners, id);
  const says = (id: string, row: { warehouse: string; id: string }) => {
    const told = warehouses.shipments.get(`${row.warehouse} ${row.id}`);
    return told === undefined ? expect.fail(`${row.warehouse} was not told of a part of ${id}`) : { told, ...tell(listener, told, row.id) };
  };
  const post = async (path: string, body: object = {}, token = shop.admin, headers: Record<string, string> = {}) => {
    const answer = await shop.request("POST", path, { token, body, headers });
    expect(answer.status, answer.text).to.be.within(200, 299);
  };
  /** The part that a warehouse is to pack now. */
  const part = async (id: string) =>
    (await shop.order(id)).fulfilments.find(({ state }) => ["open", "held", "instructed"].includes(state)) ?? expect.fail("no part");

  it("tell of everything that its page shows: each change of it has a number, and nothing else has", async () => {
    const id = await shop.placed({
      lines: [
        { gtin: BOOK, quantity: 2 },
        { gtin: APPLE, quantity: 3 },
      ],
      payment: { token: "sandbox:challenge" },
    });
    const shown: OrderView[] = [];
    const told: string[] = [];
    /** Does something, and compares what the page shows with what was told. */
    async function after(what: string, act: () => Promise<unknown>): Promise<void> {
      const { told: before, ...sight } = await shop.order(id);
      await act();
      const { told: now, ...next } = await shop.order(id);
      const kinds = (await news(id, before)).map(({ kind, about, transition }) =>
        kind === "payment" ? `payment ${about}` : kind === "transition" ? `${transition?.event}` : kind,
      );
      const hasChanged = JSON.stringify(next) !== JSON.stringify(sight);
      expect({ what, hasChanged }).to.deep.equal({ what, hasChanged: kinds.length > 0 });
      expect(now, what).to.equal(before + kinds.length);
      told.push(`${what}: ${kinds.join(", ")}`);
      shown.push({ told: now, ...next });
    }
    const nowhere = { ...partners, stock: { ...partners.stock, where: () => Promise.reject(new Error("nobody knows")) } };
    await after("the bank asks", () => run(id));
    await after("nothing", () => run(id));
    await after("the bank is answered", async () => {
      await post(`/api/orders/${id}/challenge`, { code: "123456" }, shop.ann);
      await runSaga(shop.app, nowhere, id).catch(() => undefined);
    });
    await after("it is planned", () => planRest(shop.app, partners, id));
    const fid = (await part(id)).id;
    await after("it is held", () => post(`/api/orders/${id}/fulfilments/${fid}/hold`, { reason: "the street is closed" }));
    await after("it waits, in words", () => run(id));
    await after("it is released", () => post(`/api/orders/${id}/fulfilments/${fid}/release`));
    warehouses.silent.add("alpha");
    await after("it is instructed, and not answered", () => run(id).catch(() => undefined));
    warehouses.silent.clear();
    await after("it is answered", () => run(id));
    await after("it is packed", async () => inTransaction(shop.app, async (ctx) => says(id, await part(id)).packed(ctx)));
    const parcels = async () => (await inTransaction(shop.app, (ctx) => ctx.tx.query<{ parcels: { sscc: string }[] }[]>("SELECT parcels FROM fulfilment_orders WHERE id = $1", [fid])))[0]?.parcels ?? []; // prettier-ignore
    const [parcel] = await parcels();
    const proven = { sscc: parcel?.sscc ?? "", unit: UNIT };
    await after("it has left", async () => {
      const { shipped } = says(id, await part(id));
      await inTransaction(shop.app, (ctx) => shipped(ctx));
    });
    await after("it is paid", () => run(id));
    await after("it is proven", () => inTransaction(shop.app, (ctx) => says(id, { warehouse: "alpha", id: fid }).proven(ctx, [proven])));
    const back = { lines: [{ number: 1, quantity: 1, to: { kind: "write-off" } }] };
    await after("something comes back", () => post(`/api/orders/${id}/returns`, back, shop.admin, { "Idempotency-Key": "back" }));
    await after("the money goes back", () => run(id));
    expect(told).to.deep.equal([
      "the bank asks: reserve, payment challenge",
      "nothing: ",
      "the bank is answered: authorise, payment authorise",
      "it is planned: part, route",
      "it is held: part, reroute",
      "it waits, in words: waits",
      "it is released: part, reroute",
      "it is instructed, and not answered: part, instruct, waits",
      "it is answered: part, waits",
      "it is packed: packed",
      "it has left: part, ship-rest, shipment",
      "it is paid: settle, payment capture, paid",
      "it is proven: proven",
      "something comes back: return, return",
      "the money goes back: payment refund, paid",
    ]);
    expect(shown.at(-1)?.shipments[0]?.parcels).to.deep.equal([{ sscc: proven.sscc, unit: UNIT }]);
    expect((await news(id)).map(({ sequence }) => sequence)).to.deep.equal([...Array(shown.at(-1)?.told).keys()].map((n) => n + 1));
  });

  it("are told when a line is called off, since nobody has it any more, and not for what its page does not show", async () => {
    const id = await shop.placed();
    warehouses.shelves.set(`alpha ${BOOK}`, 0).set(`beta ${BOOK}`, 0);
    await run(id);
    warehouses.shelves.clear();
    expect((await news(id)).map(({ kind }) => kind)).to.include("called-off");
    const { told, fulfilments } = await shop.order(id);
    const hidden = "UPDATE fulfilment_orders SET fence = fence + 1, version = version + 1, owes_word = true WHERE id = $1";
    await shop.app.db.pool.query(hidden, [fulfilments[0]?.id]);
    expect((await shop.order(id)).told).to.equal(told);
  });

  it("are numbered as they are committed: a reader that has seen one has missed none, however many are written at once", async () => {
    const id = await shop.placed();
    const write = async (n: number) => {
      const client = await shop.app.db.pool.connect();
      try {
        await client.query("BEGIN");
        await client.query("INSERT INTO payment_events (order_id, key, kind, amount_minor, at) VALUES ($1, $2, 'challenge', 0, now())", [
          id,
          `many-${n}`,
        ]);
        // Every other one is numbered before its commit, and keeps the others waiting.
        if (n % 2 === 0) await client.query("SET CONSTRAINTS ALL IMMEDIATE");
        await client.query(n % 5 === 0 ? "ROLLBACK" : "COMMIT");
      } finally {
        client.release();
      }
    };
    const seen: number[] = [];
    let isDone = false;
    const reading = (async () => {
      for (let isLast = false; !isLast;) {
        isLast = isDone;
        seen.push(...(await news(id, seen.at(-1) ?? 0)).map(({ sequence }) => sequence));
      }
    })();
    await Promise.all([...Array(40).keys()].map((n) => write(n)));
    isDone = true;
    await reading;
    expect(seen).to.deep.equal([...Array(32).keys()].map((n) => n + 1));
  });
});
