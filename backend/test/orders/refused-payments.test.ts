import { randomUUID } from "node:crypto";
import type { OrderView } from "@waybill/protocol/schemas/api/orders";
import { expect } from "chai";
import { createLedgerStock } from "../../src/modules/orders/ledger-stock.ts";
import { NO_WAREHOUSES } from "../../src/modules/orders/no-warehouses.ts";
import type { PaymentProvider } from "../../src/modules/orders/payments/payments.ports.ts";
import { createProviders } from "../../src/modules/orders/payments/providers.ts";
import { receiveWebhook } from "../../src/modules/orders/payments/receive-webhook.ts";
import { createSandbox } from "../../src/modules/orders/payments/sandbox/create-sandbox.ts";
import { runSaga } from "../../src/modules/orders/saga/run-saga.ts";
import { createReserveFront } from "../../src/modules/stock/reserve-front.ts";
import { expectProblem } from "../support/problem.ts";
import { BOOK, startShop, type Shop } from "../support/shop.ts";

const [BOOK_MINOR, SHIPPING_MINOR] = [1190, 490];

describe("money that a bank does not pay for what has left", () => {
  let shop: Shop;
  let provider: PaymentProvider;
  before(async () => {
    // Nobody works off jobs here but the tests.
    shop = await startShop({ WAYBILL_ROLES: "api" }, { stock: undefined });
    ({ provider } = createSandbox(shop.app));
    const body = { warehouse: "alpha", gtin: BOOK, lot: null, expiry: null, quantity: 100 };
    await shop.request("POST", "/api/stock/receipts", { token: shop.admin, headers: { "Idempotency-Key": "books" }, body });
  });
  after(() => shop.stop());

  const run = (id: string) => {
    const stock = createLedgerStock(createReserveFront(shop.app));
    return runSaga(shop.app, { stock, warehouses: NO_WAREHOUSES, provider: () => provider }, id);
  };
  const send = (id: string, what: string, body: object, token = shop.admin) =>
    shop.request("POST", `/api/orders/${id}/${what}`, { token, headers: { "Idempotency-Key": randomUUID() }, body });
  const done = async (id: string, what: string, body: object) => {
    const answer = await send(id, what, body);
    expect(answer.status, answer.text).to.equal(202);
    await run(id);
    return shop.order(id);
  };
  const books = (quantity: number) => ({ lines: [{ number: 1, quantity }] });
  const back = (quantity: number) => ({ lines: [{ number: 1, quantity, to: { kind: "write-off" } }] });
  const decide = (id: string, act: "ask-again" | "write-off") =>
    done(id, "refused-payment", { act, ...(act === "write-off" && { note: "the customer is not to be found" }) });
  async function shipped(card: string, quantity: number, of = quantity): Promise<OrderView> {
    const id = await shop.placed({ lines: [{ gtin: BOOK, quantity: of }], payment: { token: card } });
    await run(id);
    return done(id, "shipments", books(quantity));
  }
  const theirs = async (id: string) =>
    (
      await shop.app.db.pool.query<{ kind: string }>("SELECT kind FROM sandbox_operations WHERE reference = $1 ORDER BY at, key", [id])
    ).rows.map(({ kind }) => kind);

  it("is said in words, asked for once, and paid when the shop has the bank asked again", async () => {
    const { id, state, waitsFor, payment } = await shipped("sandbox:refuse", 2);
    expect([state, waitsFor]).to.deep.equal(["shipped", "what has left is not paid: the bank refuses to pay"]);
    expect(payment).to.include({ capturedMinor: 0, heldMinor: 2 * BOOK_MINOR + SHIPPING_MINOR });
    for (let i = 0; i < 3; i++) await run(id);
    expect(await theirs(id), "what was refused is not asked for again by itself").to.deep.equal(["authorise", "refuse"]);
    const paid = await decide(id, "ask-again");
    expect(paid).to.deep.include({ state: "closed", waitsFor: null });
    expect(paid.payment.capturedMinor).to.equal(2 * BOOK_MINOR + SHIPPING_MINOR);
    expectProblem(await send(id, "refused-payment", { act: "ask-again" }), 409, "orders.nothing-refused");
  });

  it("is written off with a note where the hold has lapsed, and then nothing is ever taken for it", async () => {
    const { id, waitsFor, payment } = await shipped("sandbox:lapse", 2);
    expect(waitsFor).to.equal("what has left is not paid: the bank holds the money no more");
    expect(payment).to.include({ state: "lapsed", heldMinor: 0 });
    expect((await decide(id, "ask-again")).waitsFor).to.equal(waitsFor);
    const closed = await decide(id, "write-off");
    expect(closed).to.deep.include({ state: "closed", waitsFor: null });
    expect(closed.payment).to.include({ capturedMinor: 0, refundedMinor: 0 });
    expect(closed.shipments[0]).to.include({ waivedMinor: 2 * BOOK_MINOR + SHIPPING_MINOR, isPaid: true });
    expect(closed.transitions.map(({ cause }) => cause)).to.include("written off as unpaid: the customer is not to be found");
    const key = `capture:${closed.shipments[0]?.id}`;
    const late = await provider.capture(id, { key, amountMinor: 1, attempt: 9 });
    expect(late.some((one) => one.kind === "capture")).to.equal(false);
    const returned = await done(id, "returns", back(1));
    expect(returned.payment.refundedMinor, "what was never paid does not go back").to.equal(0);
    expect(returned.returns[0]).to.include({ waivedMinor: BOOK_MINOR, isPaid: true });
  });

  it("stays exact when a part of an order was paid, another was not, and some of it comes back", async () => {
    const { id } = await shipped("sandbox:approve", 1, 3);
    await shop.app.db.pool.query("UPDATE sandbox_payments SET token = 'sandbox:lapse' WHERE reference = $1", [id]);
    const waiting = await done(id, "shipments", books(2));
    expect(waiting.waitsFor).to.match(/not paid/);
    const more = await done(id, "returns", back(2));
    expect(more.payment.refundedMinor, "two are more than was paid").to.equal(0);
    const closed = await decide(id, "write-off");
    expect(closed.state).to.equal("closed");
    expect(closed.payment).to.include({ capturedMinor: BOOK_MINOR + SHIPPING_MINOR, refundedMinor: 0 });
    const last = await done(id, "returns", back(1));
    expect(last.payment, "the one that was paid").to.include({ refundedMinor: BOOK_MINOR });
    expect(last.returns.map(({ waivedMinor }) => waivedMinor)).to.deep.equal([2 * BOOK_MINOR, 0]);
  });

  it("is paid after all where the bank had paid before it was told to take nothing any more", async () => {
    const { id, shipments } = await shipped("sandbox:refuse", 1);
    const amountMinor = BOOK_MINOR + SHIPPING_MINOR;
    // By a process that died before it had noted the answer.
    await provider.capture(id, { key: `capture:${shipments[0]?.id}`, amountMinor, attempt: 2 });
    const closed = await decide(id, "write-off");
    expect(closed).to.include({ state: "closed" });
    expect(closed.payment.capturedMinor).to.equal(amountMinor);
    expect(closed.shipments[0]).to.include({ waivedMinor: 0, isPaid: true });
  });

  it("keeps the rest of the order from being packed, and is decided about by admins alone, after a fresh proof", async () => {
    const { id, state } = await shipped("sandbox:refuse", 1, 2);
    expect(state).to.equal("shipped-in-part");
    const again = { act: "ask-again" };
    expectProblem(await send(id, "refused-payment", again, shop.ann), 403, "platform.forbidden");
    expectProblem(await send(id, "refused-payment", { act: "write-off" }), 400, "platform.bad-request");
    expectProblem(await send("nobody", "refused-payment", again), 404, "orders.unknown-order");
    await shop.app.db.pool.query("UPDATE sessions SET auth_time = auth_time - interval '6 minutes'");
    expectProblem(await send(id, "refused-payment", again), 401, "platform.step-up-required");
    await shop.app.db.pool.query("UPDATE sessions SET auth_time = auth_time + interval '6 minutes'");
    expect((await decide(id, "ask-again")).waitsFor).to.equal(null);
    expect((await done(id, "shipments", books(1))).state).to.equal("closed");
    const { rows } = await shop.app.db.pool.query("SELECT action FROM audit_entries WHERE subject = $1 AND action LIKE 'payment.%'", [id]);
    expect(rows).to.deep.equal([{ action: "payment.asked-again" }]);
  });

  it("is told of by each provider that payments were made with, and by nobody who has not signed it", async () => {
    const id = await shop.placed();
    const former = {
      ...provider,
      name: "former",
      readWebhook: (_: string, mark: string) => (mark === "former" ? { id: "1", reference: id } : null),
    };
    const { all, chosen } = createProviders([provider, former]);
    expect(chosen).to.equal(provider);
    await receiveWebhook(shop.app, all, "{}", "former");
    const { rows } = await shop.app.db.pool.query("SELECT provider FROM payment_webhooks");
    expect(rows).to.deep.equal([{ provider: "former" }]);
    const nobody = (await receiveWebhook(shop.app, all, "{}", "nobody").catch((error: unknown) => error)) as { problem?: { code: string } };
    expect(nobody.problem?.code).to.equal("orders.unsigned-webhook");
  });

  it("is never waived less than it was: the database refuses it", async () => {
    const { id } = await shipped("sandbox:lapse", 1);
    await decide(id, "write-off");
    for (const change of ["waived_minor = 0", "is_given_up = false", "waived_minor = 1", "lines = '[]'"]) {
      const asked = shop.owner.query(`UPDATE order_goods_moved SET ${change} WHERE order_id = $1`, [id]);
      expect(
        await asked.then(
          () => "changed",
          ({ code }: { code?: string }) => code,
        ),
        change,
      ).to.equal("42501");
    }
  });
});
