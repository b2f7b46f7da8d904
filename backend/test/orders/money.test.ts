import { randomUUID } from "node:crypto";
import type { Disposition, OrderView } from "@waybill/protocol/schemas/api/orders";
import { expect } from "chai";
import { createOrders } from "../../src/modules/orders/create-orders.ts";
import type { MoveKind } from "../../src/modules/orders/goods-moved.store.ts";
import { createLedgerStock } from "../../src/modules/orders/ledger-stock.ts";
import { takeBack } from "../../src/modules/orders/take-back.service.ts";
import { NO_WAREHOUSES } from "../../src/modules/orders/no-warehouses.ts";
import type { RoutableWarehouse, Stock } from "../../src/modules/orders/orders.ports.ts";
import { getOrder } from "../../src/modules/orders/orders.service.ts";
import { linesOf } from "../../src/modules/orders/orders.store.ts";
import type { PaymentProvider } from "../../src/modules/orders/payments/payments.ports.ts";
import { createSandbox } from "../../src/modules/orders/payments/sandbox/create-sandbox.ts";
import { followUp } from "../../src/modules/orders/saga/follow-up.ts";
import { GO_ON_TASK } from "../../src/modules/orders/saga/go-on.ts";
import { runSaga } from "../../src/modules/orders/saga/run-saga.ts";
import type { Partners } from "../../src/modules/orders/saga/steps.ts";
import { createReserveFront } from "../../src/modules/stock/reserve-front.ts";
import { shipByHand } from "../../src/modules/orders/ship-by-hand.service.ts";
import { inTransaction } from "../../src/platform/context.ts";
import { expectProblem } from "../support/problem.ts";
import { startWebhookFront, type Mishap } from "../support/orders/webhook-front.ts";
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
  let stock: Stock;
  before(async () => {
    // Nobody works off jobs here but the tests.
    shop = await startShop({ WAYBILL_ROLES: "api" }, { stock: undefined });
    ({ provider } = createSandbox(shop.app));
    stock = createLedgerStock(createReserveFront(shop.app));
    for (const gtin of [BOOK, APPLE]) {
      const answer = await shop.request("POST", "/api/stock/receipts", {
        token: shop.admin,
        headers: { "Idempotency-Key": `receipt-of-${gtin}` },
        body: { warehouse: "alpha", gtin, lot: "L1", expiry: null, quantity: 10_000 },
      });
      expect(answer.status, answer.text).to.equal(201);
    }
  });
  after(() => shop.stop());

  const healthy = (): Partners => ({ stock, warehouses: NO_WAREHOUSES, provider: () => provider });
  /** How many books and apples there are that nobody has. */
  const available = async () => {
    const { rows } = await shop.app.db.pool.query<{ left: number }>(
      "SELECT (on_hand - reserved)::int AS left FROM stock_balances WHERE gtin = ANY ($1) ORDER BY gtin",
      [[BOOK, APPLE]],
    );
    return rows.map(({ left }) => left);
  };
  /** What changed of that while something was done. */
  const changeOf = async (before: readonly number[]) => (await available()).map((left, index) => left - (before[index] ?? 0));
  const run = (id: string, partners = healthy()) => runSaga(shop.app, partners, id);
  const SHELF: Disposition = { kind: "restock", warehouse: "alpha", lot: "L1", expiry: null };
  type Line = [number: number, quantity: number, to?: Disposition];
  const post = (id: string, what: string, lines: Line[], key: string = randomUUID()) =>
    shop.request("POST", `/api/orders/${id}/${what}`, {
      token: shop.admin,
      headers: { "Idempotency-Key": key },
      body: { lines: lines.map(([number, quantity, to = SHELF]) => ({ number, quantity, ...(what === "returns" && { to }) })) },
    });
  const done = async (id: string, what: string, lines: Line[]) => {
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
    expect(await heldFor(id), "goods held").to.equal(0);
    return view;
  }

  async function heldFor(id: string): Promise<number> {
    const [row] = await rows(
      `SELECT coalesce(sum(CASE WHEN to_bucket = 'reserved' THEN quantity WHEN from_bucket = 'reserved' THEN -quantity END), 0)::int AS held
       FROM stock_moves WHERE reference = $1`,
      id,
    );
    return row?.["held"] as number;
  }

  /** Whether the next step of an order is asked for, after the round of following up that comes so many minutes later. */
  async function isFollowedUp(id: string, minutes = 2): Promise<boolean> {
    await shop.app.db.pool.query("DELETE FROM graphile_worker._private_jobs");
    // Each page holds one order: those that stand still as well must not keep others from their turn.
    await followUp({ ...shop.app, clock: { now: () => new Date(Date.now() + minutes * 60_000) } }, healthy(), 1);
    return (await rows("SELECT FROM graphile_worker.jobs WHERE key = $1", `order:${id}`)).length > 0;
  }

  it("is not asked about anew where an order's turn is still to come, and is where the queue has given it up", async () => {
    const id = await shop.placed();
    const jobs = () => rows("SELECT id, run_at, revision, attempts FROM graphile_worker.jobs WHERE key = $1", `order:${id}`);
    const follow = () => followUp({ ...shop.app, clock: { now: () => new Date(Date.now() + 2 * 60_000) } }, healthy());
    const waiting = await jobs();
    expect(waiting).to.have.length(1);
    await follow();
    expect(await jobs(), "it keeps its place").to.deep.equal(waiting);
    await shop.app.db.pool.query("UPDATE graphile_worker._private_jobs SET attempts = max_attempts WHERE key = $1", [`order:${id}`]);
    await follow();
    expect((await jobs()).map(({ attempts }) => attempts)).to.deep.equal([0]);
  });

  it("is taken as goods leave, with the delivery once, until all that was ordered is paid", async () => {
    const before = await available();
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
    expect(await changeOf(before)).to.deep.equal([-2, -3]);
    await done(id, "returns", [[2, 2]]);
    await run(id);
    expect((await expectBalanced(id)).payment.refundedMinor).to.equal(2 * APPLE_MINOR);
  });

  it("for a rest that is called off is let go, and what has left stays paid", async () => {
    const before = await available();
    const id = await shop.placed({ lines: LINES });
    await run(id);
    await done(id, "shipments", [[2, 3]]);
    await cancel(id);
    await cancel(id);
    await run(id);
    const view = await expectBalanced(id);
    expect(view.state).to.equal("closed");
    expect(view.payment.capturedMinor).to.equal(3 * APPLE_MINOR + SHIPPING_MINOR);
    expect(await changeOf(before)).to.deep.equal([0, -3]);
    await cancel(id);
    expect((await shop.order(id)).version).to.equal(view.version);
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
    expectProblem(await post(id, "returns", [[1, 2]]), 409, "orders.not-that-many");
    expectProblem(
      await shop.request("POST", `/api/orders/${id}/shipments`, { ...unkeyed, token: shop.ann, headers: { "Idempotency-Key": "mine" } }),
      403,
      "platform.forbidden",
    );
    expectProblem(await post("nobody", "shipments", [[1, 1]]), 404, "orders.unknown-order");
  });

  it("goes back for what comes back while the rest is waited for, and what is fit for it is in stock again with the return", async () => {
    const id = await shop.placed({ lines: LINES });
    await run(id);
    await done(id, "shipments", [[2, 3]]);
    const before = await available();
    const back: Line[] = [
      [2, 1],
      [2, 1, { kind: "write-off" }],
    ];
    for (let i = 0; i < 2; i++) {
      expect((await post(id, "returns", back, "came-back")).status).to.equal(202);
      // The key is kept with the return as well.
      await shop.app.db.pool.query("DELETE FROM idempotency_keys");
    }
    expect(await changeOf(before)).to.deep.equal([0, 1]);
    expectProblem(await post(id, "returns", [[2, 2, { kind: "write-off" }]], "came-back"), 422, "orders.key-reused");
    await shop.app.db.pool.query("DELETE FROM idempotency_keys");
    const moved = await rows(
      "SELECT warehouse, lot, quantity::int, cause, from_bucket FROM stock_moves WHERE reference = $1 ORDER BY id DESC LIMIT 1",
      id,
    );
    expect(moved).to.deep.equal([{ warehouse: "alpha", lot: "L1", quantity: 1, cause: "received", from_bucket: "outside" }]);
    const many = expectProblem(await post(id, "returns", [...back]), 409, "orders.not-that-many");
    expect(many.errors?.map(({ message }) => message)).to.deep.equal(["may be 1 at most", "may be 1 at most"]);
    expectProblem(await post(id, "returns", [[1, 1]]), 409, "orders.not-that-many");
    await run(id);
    const part = await shop.order(id);
    expect(part.state).to.equal("shipped-in-part");
    expect(part.payment.refundedMinor).to.equal(2 * APPLE_MINOR);
    expect(part.returns.map(({ lines }) => lines)).to.deep.equal([
      back.map(([number, quantity, to = SHELF]) => ({ number, quantity, to })),
    ]);
    await done(id, "shipments", [[1, 2]]);
    await done(id, "returns", [[1, 1]]);
    expect((await shop.order(id)).transitions.at(-1)).to.include({ event: "return", from: "shipped", to: "shipped" });
    await run(id);
    expect((await expectBalanced(id)).state).to.equal("closed");
    expect(await changeOf(before)).to.deep.equal([1, 1]);
  });

  it("goes back after a fresh proof alone, and what comes back is received by whoever has the floor", async () => {
    const id = await shop.placed({ lines: LINES });
    await run(id);
    await done(id, "shipments", [[2, 3]]);
    const nowhere = expectProblem(
      await post(id, "returns", [[2, 1, { kind: "floor", warehouse: "alpha" }]]),
      409,
      "orders.received-elsewhere",
    );
    expect(nowhere.errors?.map(({ pointer }) => pointer)).to.deep.equal(["/lines/0/to/warehouse"]);
    const withProgram: Partners = {
      ...healthy(),
      warehouses: { ...NO_WAREHOUSES, list: async () => [{ id: "alpha" } as RoutableWarehouse] },
    };
    const by = (to: Disposition) =>
      inTransaction(shop.app, async (ctx) =>
        takeBack(ctx, withProgram, await getOrder(ctx, id, { isLocked: true }), { key: "floor", lines: [{ number: 2, quantity: 1, to }] }),
      );
    const refused = (await by(SHELF).catch((error: unknown) => error)) as { problem?: { code: string } };
    expect(refused.problem?.code).to.equal("orders.received-elsewhere");
    const before = await available();
    expect(await by({ kind: "floor", warehouse: "alpha" })).to.equal(true);
    expect(await changeOf(before), "the warehouse tells of it").to.deep.equal([0, 0]);
    await shop.app.db.pool.query("UPDATE sessions SET auth_time = auth_time - interval '6 minutes'");
    expectProblem(await post(id, "returns", [[2, 1]]), 401, "platform.step-up-required");
    expect((await post(id, "shipments", [[1, 1]])).status).to.equal(202);
    await shop.app.db.pool.query("UPDATE sessions SET auth_time = auth_time + interval '6 minutes'");
    await done(id, "shipments", [[1, 1]]);
    await run(id);
    await expectBalanced(id);
  });

  it("is never noted as taken without goods that left: the database refuses it", async () => {
    const id = await shop.placed();
    const taken = `INSERT INTO payment_events (order_id, key, kind, amount_minor, at) VALUES ($1, 'capture:x', 'capture', 1, now())`;
    expect(await rows(taken, id).catch((error: Error) => error.message)).to.match(/is not the value of what has left/);
  });

  it("is for goods whose value is not changed afterwards: the database refuses it", async () => {
    const id = await shop.placed();
    await run(id);
    await done(id, "shipments", [[1, 1]]);
    for (const change of ["goods_minor = goods_minor + 1", "lines = '[]'", "at = now()", "order_id = order_id || 'x'"])
      for (const pool of [shop.app.db.pool, shop.owner]) {
        const asked = pool.query(`UPDATE order_goods_moved SET ${change} WHERE order_id = $1`, [id]);
        expect(await asked.catch(({ code }: { code?: string }) => code), change).to.equal("42501");
      }
    await run(id);
    await expectBalanced(id);
  });

  it("is asked for again later, when it was neither taken nor given back", async () => {
    const id = await shop.placed({ lines: LINES });
    const away = () => Promise.reject(new Died());
    const withoutBank: Partners = { ...healthy(), provider: () => ({ ...provider, capture: away, refund: away }) };
    const fails = async () => expect(await run(id, withoutBank).catch((error: unknown) => error)).to.be.instanceOf(Died);
    await run(id);
    await done(id, "shipments", [[1, 1]]);
    await fails();
    expect(await isFollowedUp(id), "a part").to.equal(true);
    await done(id, "shipments", [
      [1, 1],
      [2, 3],
    ]);
    await fails();
    expect(await isFollowedUp(id), "the rest").to.equal(true);
    await run(id);
    expect(await isFollowedUp(id), "an order that is paid").to.equal(false);
    await done(id, "returns", [[2, 1]]);
    await fails();
    expect(await isFollowedUp(id), "a return").to.equal(true);
    await run(id);
    await expectBalanced(id);
  });

  it("that is decided later is told of over HTTP until the shop has taken it, signed anew each time, and taken once", async () => {
    const mishaps: Mishap[] = ["unavailable", "moved", "dies before", "dies after"];
    const front = await startWebhookFront(`${shop.url}/api/payments/webhooks`, mishaps);
    const { jobs } = createSandbox(shop.app, { webhookUrl: () => front.url });
    const work = (task: string, reference: string, seconds = 0) =>
      jobs[task]?.({ ...shop.app, clock: { now: () => new Date(Date.now() + seconds * 1_000) } }, { reference });
    const isToBeTold = () => rows("SELECT FROM graphile_worker.jobs WHERE task_identifier = $1", "sandbox:tell");
    const taken = (id: string) =>
      rows("SELECT id FROM payment_webhooks WHERE id LIKE $1 || ':%' ORDER BY received_at", id).then((all) => all.map((one) => one["id"]));
    try {
      const id = await shop.placed({ payment: { token: "sandbox:duplicate" } });
      await run(id);
      expect(await isToBeTold()).to.have.length(0);
      await work("sandbox:settle", id);
      expect(await isToBeTold(), "written down with what is told, whoever dies then").to.have.length(1);
      for (const [seconds] of mishaps.entries())
        expect(await work("sandbox:tell", id, seconds)?.catch((error: unknown) => error), mishaps[seconds]).to.be.instanceOf(Error);
      expect(await taken(id), "the last of them was taken, and its answer lost").to.deep.equal([`${id}:decided`]);
      await work("sandbox:tell", id, mishaps.length);
      expect(front.received.map(({ body }) => (JSON.parse(body) as { id: string }).id)).to.deep.equal([
        ...Array.from({ length: mishaps.length + 3 }, () => `${id}:decided`),
        `${id}:asked`,
      ]);
      expect(new Set(front.received.map(({ signature }) => signature)).size).to.be.above(mishaps.length);
      expect(await taken(id)).to.deep.equal([`${id}:decided`, `${id}:asked`]);
      await run(id);
      expect((await shop.order(id)).state).to.equal("instructed");
      await cancel(id);
      await run(id);
    } finally {
      await front.stop();
    }
    const nowhere = createSandbox(shop.app).jobs["sandbox:tell"]?.(shop.app, { reference: "any" });
    expect(await nowhere?.catch((error: Error) => error.message)).to.contain("SANDBOX_WEBHOOK_URL");
  });

  it("of the sandbox is none in production, whatever an order says", async () => {
    const id = await shop.placed();
    const production = { ...shop.app, config: { ...shop.app.config, mode: "production" as const } };
    const { jobs } = createOrders({ app: production, stock, warehouses: NO_WAREHOUSES });
    expect(Object.keys(jobs ?? {}).filter((name) => name.startsWith("sandbox:"))).to.deep.equal([]);
    const goOn = jobs?.[GO_ON_TASK]?.(production, { order: id });
    expect(await goOn?.catch((error: unknown) => (error as { problem?: { code: string } }).problem?.code)).to.equal("orders.no-provider");
    expect((await shop.order(id)).payment.heldMinor).to.equal(0);
    await cancel(id);
    await run(id);
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
    const mortalStock: Stock = {
      ...{ available: stock.available, where: stock.where, giveUp: mortal(stock.giveUp), place: mortal(stock.place) },
      ...{ reserve: mortal(stock.reserve), ship: mortal(stock.ship), release: mortal(stock.release) },
      takeBack: mortal(stock.takeBack),
    };
    const { authorise, capture, refund, void: letGo } = provider;
    const asked = { ...provider, authorise: mortal(authorise), capture: mortal(capture), refund: mortal(refund), void: mortal(letGo) };
    return { partners: { ...healthy(), stock: mortalStock, provider: () => asked }, hasDied: () => questions >= nth };
  }

  /** Done again, under the same key, when the process died meanwhile. */
  type Happening = (id: string, partners: Partners, key: string) => Promise<unknown>;
  const lineOf = ([number, quantity]: [number, number]) => ({ number, quantity });
  const moves =
    (kind: MoveKind, ...lines: [number, number][]): Happening =>
    (id, partners, key) =>
      inTransaction(shop.app, async (ctx) =>
        kind === "shipment"
          ? shipByHand(ctx, partners.stock, await getOrder(ctx, id, { isLocked: true }), { key, lines: lines.map(lineOf) })
          : takeBack(ctx, partners, await getOrder(ctx, id, { isLocked: true }), {
              ...{ key, lines: lines.map((line) => ({ ...lineOf(line), to: SHELF })) },
            }),
      );
  const LIVES: Readonly<Record<string, Happening[]>> = {
    "shipped in two parts, and come back in part": [moves("shipment", [1, 1]), moves("shipment", [1, 1], [2, 3]), moves("return", [1, 1])],
    "shipped in part, and come back before the rest has left": [
      moves("shipment", [2, 3]),
      moves("return", [2, 2]),
      moves("shipment", [1, 2]),
    ],
    "called off": [cancel],
    "shipped in part, and the rest called off": [moves("shipment", [1, 1]), cancel],
  };
  for (const [life, happenings] of Object.entries(LIVES))
    for (const when of ["asked", "answered"] as const)
      it(`of an order that is ${life} is exact when the process dies at any question, ${when === "asked" ? "unasked" : "unnoted"}`, async () => {
        let deaths = 0;
        for (let nth = 1; ; nth++) {
          const { partners, hasDied } = dying(nth, when);
          const id = await shop.placed({ lines: LINES });
          const acts = happenings.flatMap((happen, index) => [(by: Partners) => happen(id, by, `${index}`), (by: Partners) => run(id, by)]);
          for (const act of [(by: Partners) => run(id, by), ...acts])
            await act(partners).catch(async (error: unknown) => {
              if (!(error instanceof Died)) throw error;
              deaths++;
              await act(healthy());
            });
          await expectBalanced(id);
          if (!hasDied()) break;
        }
        expect(deaths).to.be.greaterThan(2);
      }).timeout(120_000);

  it("is held for nobody's order, however its saga and a cancellation meet", async () => {
    const before = await available();
    for (let i = 0; i < 8; i++) {
      const id = await shop.placed({ lines: LINES });
      // A process that was taken for dead runs beside the one that took over.
      await Promise.all([run(id), run(id), cancel(id)]);
      await run(id);
      expect((await expectBalanced(id)).state).to.equal("cancelled");
    }
    expect(await changeOf(before)).to.deep.equal([0, 0]);
  }).timeout(120_000);

  it("is held for nobody's order, nor are goods that a process takes which wakes long after the order ended", async () => {
    const id = await shop.placed({ lines: LINES });
    await cancel(id);
    await run(id);
    const lines = await inTransaction(shop.app, (ctx) => linesOf(ctx, id));
    // It holds them, or is told that they are let go.
    await stock.reserve(id, lines).catch(() => undefined);
    for (let round = 0; round < 2; round++) {
      await isFollowedUp(id, 61);
      expect((await expectBalanced(id)).state).to.equal("cancelled");
    }
  });
});
