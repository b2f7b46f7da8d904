import { randomUUID } from "node:crypto";
import type { OrderView } from "@waybill/protocol/schemas/api/orders";
import { expect } from "chai";
import type { Stock } from "../../src/modules/orders/orders.ports.ts";
import type { PaymentProvider } from "../../src/modules/orders/payments/payments.ports.ts";
import { createSandbox } from "../../src/modules/orders/payments/sandbox/create-sandbox.ts";
import { runSaga } from "../../src/modules/orders/saga/run-saga.ts";
import type { Partners } from "../../src/modules/orders/saga/steps.ts";
import { expectProblem } from "../support/problem.ts";
import { APPLE, BOOK, startShop, type Shop } from "../support/shop.ts";

const [BOOK_MINOR, APPLE_MINOR, SHIPPING_MINOR] = [1190, 99, 490];
const LINES = [
  { gtin: BOOK, quantity: 2 },
  { gtin: APPLE, quantity: 3 },
];
const ALL_MINOR = 2 * BOOK_MINOR + 3 * APPLE_MINOR + SHIPPING_MINOR;

/** The process died. */
class Died extends Error {}

describe("the money of orders", () => {
  let shop: Shop;
  let provider: PaymentProvider;
  before(async () => {
    // Nobody works off jobs here but the tests.
    shop = await startShop({ WAYBILL_ROLES: "api" });
    ({ provider } = createSandbox(shop.app));
  });
  after(() => shop.stop());
  beforeEach(() => {
    for (const gtin of [BOOK, APPLE]) shop.stock.left.set(gtin, 1_000);
  });

  const healthy = (): Partners => ({ stock: shop.stock, provider: () => provider });
  const run = (id: string, partners = healthy()) => runSaga(shop.app, partners, id);
  const post = (id: string, what: string, lines: [number, number][], key: string = randomUUID()) =>
    shop.request("POST", `/api/orders/${id}/${what}`, {
      token: shop.admin,
      headers: { "Idempotency-Key": key },
      body: { lines: lines.map(([number, quantity]) => ({ number, quantity })) },
    });
  const done = async (id: string, what: string, lines: [number, number][]) => {
    const answer = await post(id, what, lines);
    expect(answer.status, answer.text).to.equal(202);
  };
  const cancel = async (id: string) => {
    const answer = await shop.request("POST", `/api/orders/${id}/cancellation`, { token: shop.ann });
    expect(answer.status, answer.text).to.equal(202);
  };
  const rows = async (sql: string, id: string) => (await shop.app.db.pool.query<Record<string, unknown>>(sql, [id])).rows;

  /** The laws of an order at rest, whatever happened to it. */
  async function expectBalanced(id: string): Promise<OrderView> {
    const view = await shop.order(id);
    const columns = "key, kind, amount_minor, reason, at";
    const theirs = await rows(`SELECT ${columns} FROM sandbox_operations WHERE reference = $1 ORDER BY key`, id);
    expect(await rows(`SELECT ${columns} FROM payment_events WHERE order_id = $1 ORDER BY key`, id), "our books and theirs").to.deep.equal(
      theirs,
    );
    const worth = (of: "shipped" | "returned") => view.lines.reduce((sum, line) => sum + line.unitMinor * line[of], 0);
    const hasLeft = view.lines.some(({ shipped }) => shipped > 0);
    expect(view.payment.capturedMinor, "taken").to.equal(worth("shipped") + (hasLeft ? SHIPPING_MINOR : 0));
    expect(view.payment.refundedMinor, "given back").to.equal(worth("returned"));
    expect(view.payment.heldMinor, "held").to.equal(0);
    expect([...view.shipments, ...view.returns].every(({ isPaid }) => isPaid)).to.equal(true);
    expect(
      (shop.stock.held.get(id) ?? []).every(({ quantity }) => quantity === 0),
      "goods held",
    ).to.equal(true);
    return view;
  }

  it("is taken as goods leave, with the delivery once, until all that was ordered is paid", async () => {
    const id = await shop.placed({ lines: LINES });
    await run(id);
    await done(id, "shipments", [[1, 1]]);
    await run(id);
    const part = await shop.order(id);
    expect(part).to.deep.include({ state: "shipped-in-part" });
    expect(part.payment).to.deep.include({
      state: "captured",
      capturedMinor: BOOK_MINOR + SHIPPING_MINOR,
      heldMinor: ALL_MINOR - BOOK_MINOR - SHIPPING_MINOR,
    });
    await done(id, "shipments", [
      [1, 1],
      [2, 3],
    ]);
    await run(id);
    const view = await expectBalanced(id);
    expect(view.state).to.equal("closed");
    expect(view.payment.capturedMinor).to.equal(ALL_MINOR);
    expect(view.shipments.map(({ amountMinor }) => amountMinor)).to.deep.equal([BOOK_MINOR + SHIPPING_MINOR, BOOK_MINOR + 3 * APPLE_MINOR]);
    expect(shop.stock.left.get(BOOK)).to.equal(998);
    await done(id, "returns", [[2, 2]]);
    await run(id);
    expect((await expectBalanced(id)).payment.refundedMinor).to.equal(2 * APPLE_MINOR);
  });

  it("for a rest that is called off is let go, and what has left stays paid", async () => {
    const id = await shop.placed({ lines: LINES });
    await run(id);
    await done(id, "shipments", [[2, 3]]);
    await cancel(id);
    await run(id);
    const view = await expectBalanced(id);
    expect(view.state).to.equal("closed");
    expect(view.payment.capturedMinor).to.equal(3 * APPLE_MINOR + SHIPPING_MINOR);
    expect([shop.stock.left.get(BOOK), shop.stock.left.get(APPLE)]).to.deep.equal([1_000, 997]);
  });

  it("is asked for once, however often a shipment or a return is told of", async () => {
    const id = await shop.placed({ lines: LINES });
    expectProblem(await post(id, "shipments", [[1, 1]]), 409, "orders.not-now");
    await run(id);
    const unkeyed = { token: shop.admin, body: { lines: [{ number: 1, quantity: 1 }] } };
    expectProblem(await shop.request("POST", `/api/orders/${id}/shipments`, unkeyed), 400, "orders.key-needed");
    for (let i = 0; i < 2; i++) expect((await post(id, "shipments", [[1, 1]], "first")).status).to.equal(202);
    await shop.app.db.pool.query("DELETE FROM idempotency_keys");
    expect((await post(id, "shipments", [[1, 1]], "first")).json<OrderView>().shipments).to.have.length(1);
    await shop.app.db.pool.query("DELETE FROM idempotency_keys");
    expectProblem(await post(id, "shipments", [[1, 2]], "first"), 422, "orders.key-reused");
    const many = expectProblem(await post(id, "shipments", [[1, 2]]), 409, "orders.not-that-many");
    expect(many.errors).to.deep.equal([{ pointer: "/lines/0/quantity", message: "may be 1 at most" }]);
    expectProblem(await post(id, "shipments", [[3, 1]]), 409, "orders.not-that-many");
    expectProblem(await post(id, "returns", [[1, 1]]), 409, "orders.not-now");
    expectProblem(
      await shop.request("POST", `/api/orders/${id}/shipments`, { ...unkeyed, token: shop.ann, headers: { "Idempotency-Key": "mine" } }),
      403,
      "platform.forbidden",
    );
    expectProblem(await post("nobody", "shipments", [[1, 1]]), 404, "orders.unknown-order");
  });

  it("is never noted as taken without goods that left: the database refuses it", async () => {
    const id = await shop.placed();
    const taken = `INSERT INTO payment_events (order_id, key, kind, amount_minor, at) VALUES ($1, 'capture:x', 'capture', 1, now())`;
    expect(await rows(taken, id).catch((error: Error) => error.message)).to.match(/is not the value of what has left/);
  });

  /** Partners of a process that dies at its nth question: before it is asked, or when it was answered and nothing is noted. */
  function dying(nth: number, when: "asked" | "answered"): { partners: Partners; hasDied: () => boolean } {
    let questions = 0;
    const mortal =
      <Given extends unknown[], Answer>(ask: (...given: Given) => Promise<Answer>) =>
      async (...given: Given): Promise<Answer> => {
        const isLast = ++questions === nth;
        if (isLast && when === "asked") throw new Died();
        const answer = await ask(...given);
        if (isLast) throw new Died();
        return answer;
      };
    const stock: Stock = { ...shop.stock, reserve: mortal(shop.stock.reserve) };
    const { authorise, capture, refund, void: letGo } = provider;
    const asked = { ...provider, authorise: mortal(authorise), capture: mortal(capture), refund: mortal(refund), void: mortal(letGo) };
    return { partners: { stock, provider: () => asked }, hasDied: () => questions >= nth };
  }

  const LIVES: Readonly<Record<string, ((id: string) => Promise<void>)[]>> = {
    "shipped in two parts, and come back in part": [
      (id) => done(id, "shipments", [[1, 1]]),
      (id) =>
        done(id, "shipments", [
          [1, 1],
          [2, 3],
        ]),
      (id) => done(id, "returns", [[1, 1]]),
    ],
    "called off": [cancel],
    "shipped in part, and the rest called off": [(id) => done(id, "shipments", [[1, 1]]), cancel],
  };
  for (const [life, happenings] of Object.entries(LIVES))
    for (const when of ["asked", "answered"] as const)
      it(`of an order that is ${life} is exact when the process dies at any question, ${when === "asked" ? "unasked" : "unnoted"}`, async () => {
        let deaths = 0;
        for (let nth = 1; ; nth++) {
          const { partners, hasDied } = dying(nth, when);
          const id = await shop.placed({ lines: LINES });
          for (const happen of [() => Promise.resolve(), ...happenings]) {
            await happen(id);
            try {
              await run(id, partners);
            } catch (error) {
              if (!(error instanceof Died)) throw error;
              deaths++;
              await run(id);
            }
          }
          await expectBalanced(id);
          if (!hasDied()) break;
        }
        expect(deaths).to.be.greaterThan(2);
      }).timeout(120_000);

  it("is held for nobody's order, however its saga and a cancellation meet", async () => {
    for (let i = 0; i < 8; i++) {
      const id = await shop.placed({ lines: LINES });
      // A process that was taken for dead runs beside the one that took over.
      await Promise.all([run(id), run(id), cancel(id)]);
      await run(id);
      expect((await expectBalanced(id)).state).to.equal("cancelled");
    }
    expect([shop.stock.left.get(BOOK), shop.stock.left.get(APPLE)]).to.deep.equal([1_000, 1_000]);
  }).timeout(120_000);
});
