import type { FulfilmentView, OrderRouting, OrderView } from "@waybill/protocol/schemas/api/orders";
import { expect } from "chai";
import { createLedgerStock } from "../../src/modules/orders/ledger-stock.ts";
import { createSandbox } from "../../src/modules/orders/payments/sandbox/create-sandbox.ts";
import { raiseFences } from "../../src/modules/orders/saga/tell-warehouses.ts";
import { planRest } from "../../src/modules/orders/planning/plan-rest.ts";
import { runSaga } from "../../src/modules/orders/saga/run-saga.ts";
import type { Partners } from "../../src/modules/orders/saga/steps.ts";
import { createReserveFront } from "../../src/modules/stock/reserve-front.ts";
import { createFakeWarehouses, routable, type FakeWarehouses } from "../support/fake-warehouses.ts";
import { expectProblem } from "../support/problem.ts";
import { signIn } from "../support/sessions.ts";
import { APPLE, BOOK, startShop, type Shop } from "../support/shop.ts";
import { waitFor } from "../support/wait-for.ts";

describe("what the shop's people do with an order by hand", () => {
  let shop: Shop;
  let warehouses: FakeWarehouses;
  let partners: Partners;
  before(async () => {
    warehouses = createFakeWarehouses(routable("alpha"), routable("beta", { latitude: 48, longitude: 16, country: "AT" }));
    // Nobody works off jobs here but the tests.
    shop = await startShop({ WAYBILL_ROLES: "api" }, { stock: undefined, warehouses });
    const { provider } = createSandbox(shop.app);
    partners = { stock: createLedgerStock(createReserveFront(shop.app)), warehouses, provider: () => provider };
    for (const warehouse of ["alpha", "beta"])
      for (const gtin of [BOOK, APPLE]) {
        const answer = await shop.request("POST", "/api/stock/receipts", {
          token: shop.admin,
          headers: { "Idempotency-Key": `${warehouse}-${gtin}` },
          body: { warehouse, gtin, lot: "L1", expiry: null, quantity: 100 },
        });
        expect(answer.status, answer.text).to.equal(201);
      }
  });
  after(() => shop.stop());

  const run = (id: string) => runSaga(shop.app, partners, id);
  const steer = (id: string, fid: string, verb: string, body: object = {}, token = shop.admin) =>
    shop.request("POST", `/api/orders/${id}/fulfilments/${fid}/${verb}`, { token, body });
  const done = async (id: string, fid: string, verb: string, body: object = {}): Promise<OrderView> => {
    const answer = await steer(id, fid, verb, body);
    expect(answer.status, answer.text).to.equal(202);
    return answer.json<OrderView>();
  };
  const active = ({ fulfilments }: OrderView) => fulfilments.filter(({ state }) => !["cancelled", "shipped"].includes(state));
  const words = ({ warehouse, state, goods }: FulfilmentView) =>
    `${warehouse} ${state} ${goods.map(({ line, quantity }) => `${quantity} of ${line}`).join(", ")}`;

  /** An order whose goods have places, and of which nobody was told. */
  async function routed(): Promise<{ id: string; fid: string }> {
    const lines = [
      { gtin: BOOK, quantity: 2 },
      { gtin: APPLE, quantity: 3 },
    ];
    const id = await shop.placed({ lines });
    // The saga stops before it plans, and planning stops before anybody is told.
    const nowhere = { ...partners.stock, where: () => Promise.reject(new Error("nobody knows where goods are")) };
    await runSaga(shop.app, { ...partners, stock: nowhere }, id).catch(() => undefined);
    expect(await planRest(shop.app, partners, id)).to.deep.equal({ isMoved: true, waits: null });
    const view = await shop.order(id);
    expect(view.state).to.equal("routed");
    return { id, fid: view.fulfilments[0]?.id ?? "" };
  }

  it("is held, moved, split, merged and released, and then goes on", async () => {
    const { id, fid } = await routed();
    expect(active(await shop.order(id)).map(words)).to.deep.equal(["alpha open 2 of 1, 3 of 2"]);
    await done(id, fid, "hold", { reason: "the label is being printed" });
    await run(id);
    const held = await shop.order(id);
    expect([held.state, held.waitsFor]).to.deep.equal(["routed", "what alpha is to pack is held: the label is being printed"]);
    expect(active(await done(id, fid, "move", { warehouse: "beta" })).map(words)).to.deep.equal(["beta held 2 of 1, 3 of 2"]);
    const parted = active(await done(id, fid, "split", { lines: [{ number: 2, quantity: 1 }] }));
    expect(parted.map(words)).to.have.members(["beta held 2 of 1, 2 of 2", "beta held 1 of 2"]);
    for (const { id: part } of parted) await done(id, part, "release");
    const other = parted.find((one) => one.id !== fid)?.id ?? "";
    expect(active(await done(id, fid, "merge", { other })).map(words)).to.deep.equal(["beta open 2 of 1, 3 of 2"]);
    await run(id);
    expect(active(await shop.order(id)).map(words)).to.deep.equal(["beta instructed 2 of 1, 3 of 2"]);
    expect(warehouses.told("beta").map(([told]) => told)).to.include(fid);
    const { rows } = await shop.app.db.pool.query("SELECT details->>'verb' AS verb FROM audit_entries WHERE action = 'order.steered' AND subject = $1 ORDER BY sequence", [id]); // prettier-ignore
    expect(rows.map(({ verb }: { verb: string }) => verb)).to.deep.equal(["hold", "move", "split", "release", "release", "merge"]);
  });

  it("is held and let go on as a whole, all parts or none, which changes nothing once more", async () => {
    const { id, fid } = await routed();
    const whole = (verb: string, body: object = {}, headers: Record<string, string> = {}, token = shop.admin) =>
      shop.request("POST", `/api/orders/${id}/${verb}`, { token, body, headers });
    const listed = async (query: string) =>
      (await shop.request("GET", `/api/orders?${query}`, { token: shop.admin }))
        .json<{ items: { id: string; isHeld: boolean }[] }>()
        .items.find((one) => one.id === id)?.isHeld;
    await done(id, fid, "split", { lines: [{ number: 2, quantity: 1 }] });
    expectProblem(await whole("hold", { reason: "mine" }, {}, shop.ann), 403, "platform.forbidden");
    const { version } = await shop.order(id);
    const reason = { reason: "the flood" };
    for (const time of ["first", "second"]) {
      const answer = await whole("hold", reason, { "Idempotency-Key": "flood" });
      expect([answer.status, answer.json<OrderView>().version], time).to.deep.equal([202, version + 1]);
    }
    expectProblem(await whole("hold", { reason: "another" }, { "Idempotency-Key": "flood" }), 422, "platform.key-reused");
    expect((await whole("hold", { reason: "another" })).json<OrderView>().version, "held already").to.equal(version + 1);
    const held = await shop.order(id);
    expect(active(held).map(({ state, heldFor }) => [state, heldFor])).to.deep.equal([
      ["held", "the flood"],
      ["held", "the flood"],
    ]);
    expect(held.transitions.at(-1)?.cause).to.equal("what alpha is to pack was held: the flood; what alpha is to pack was held: the flood");
    expect([await listed("held=true"), await listed("held=false")]).to.deep.equal([true, undefined]);
    expect(active((await whole("release")).json<OrderView>()).map(({ state }) => state)).to.deep.equal(["open", "open"]);
    expect((await whole("release")).json<OrderView>().version, "nothing is held").to.equal(version + 2);
    expect([await listed("held=true"), await listed("held=false")]).to.deep.equal([undefined, false]);
    const early = await shop.placed();
    expectProblem(await shop.request("POST", `/api/orders/${early}/hold`, { token: shop.admin, body: reason }), 409, "orders.not-now");
    expectProblem(await shop.request("POST", "/api/orders/nobody/release", { token: shop.admin, body: {} }), 404, "orders.unknown-order");
  });

  it("is done once for its Idempotency-Key, whatever it is, and the key stands for nothing else", async () => {
    const { id, fid } = await routed();
    const part = async () => active(await shop.order(id)).find((one) => one.id !== fid)?.id ?? "";
    const asked: [verb: string, body: () => Promise<object>][] = [
      ["split", async () => ({ lines: [{ number: 2, quantity: 1 }] })],
      ["merge", async () => ({ other: await part() })],
      ["move", async () => ({ warehouse: "beta" })],
      ["hold", async () => ({ reason: "the label is being printed" })],
      ["release", async () => ({})],
    ];
    for (const [verb, bodyOf] of asked) {
      const [body, headers] = [await bodyOf(), { "Idempotency-Key": `once-${verb}` }];
      const ask = (by: string, given: object) =>
        shop.request("POST", `/api/orders/${id}/fulfilments/${fid}/${by}`, { token: shop.admin, headers, body: given });
      const { version } = await shop.order(id);
      const both = await Promise.all([ask(verb, body), ask(verb, body)]);
      expect(
        both.map(({ status }) => status),
        both.map(({ text }) => text).join(" "),
      ).to.deep.equal([202, 202]);
      const again = await ask(verb, body);
      expect([again.status, again.headers.get("idempotency-replayed")], again.text).to.deep.equal([202, "true"]);
      expect(again.json<OrderView>().version, verb).to.equal(version + 1);
      expectProblem(await ask("hold", { reason: "something else" }), 422, "platform.key-reused");
    }
    expect(active(await shop.order(id)).map(words)).to.deep.equal(["beta open 2 of 1, 3 of 2"]);
  });

  it("is refused for what a program was told, for parts that are none, and for goods that are not there", async () => {
    const { id, fid } = await routed();
    expectProblem(await steer(id, fid, "split", { lines: [{ number: 1, quantity: 3 }] }), 422, "orders.no-part");
    expectProblem(await steer(id, fid, "move", { warehouse: "nowhere" }), 409, "orders.not-there");
    expectProblem(await steer(id, fid, "release"), 409, "orders.not-now");
    expectProblem(await steer(id, fid, "merge", { other: fid }), 409, "orders.apart");
    expectProblem(await steer(id, "nobody", "release"), 404, "orders.unknown-fulfilment");
    expectProblem(await steer("nobody", fid, "release"), 404, "orders.unknown-order");
    expectProblem(await steer(id, fid, "hold", { reason: "mine" }, shop.ann), 403, "platform.forbidden");
    const before = await shop.order(id);
    expect(active(before).map(words)).to.deep.equal(["alpha open 2 of 1, 3 of 2"]);
    expect(await raiseFences(shop.app, id)).to.equal(true);
    expectProblem(await steer(id, fid, "merge", { other: fid }), 409, "orders.apart");
    const told = expectProblem(await steer(id, fid, "release"), 409, "orders.not-now");
    expect(told.detail).to.equal("It is not held: its warehouse was told, and packs it.");
  });

  /** Told to alpha, which is packing it. */
  async function instructed(): Promise<{ id: string; fid: string }> {
    const made = await routed();
    await run(made.id);
    expect(active(await shop.order(made.id)).map(words)).to.deep.equal(["alpha instructed 2 of 1, 3 of 2"]);
    return made;
  }
  const toldOf = (warehouse: string, fid: string) => warehouses.shipments.get(`${warehouse} ${fid}`);

  for (const [verb, body, after] of [
    ["hold", { reason: "the street is closed" }, ["alpha held 2 of 1, 3 of 2"]],
    ["move", { warehouse: "beta" }, ["beta instructed 2 of 1, 3 of 2"]],
    ["split", { lines: [{ number: 2, quantity: 1 }] }, ["alpha instructed 1 of 2", "alpha instructed 2 of 1, 2 of 2"]],
  ] as const)
    it(`asks a warehouse back that was told, and then does what was asked: ${verb}`, async () => {
      const { id, fid } = await instructed();
      const [asked] = active(await done(id, fid, verb, body));
      expect([asked?.state, asked?.isAsked, asked?.wanted]).to.deep.equal(["instructed", true, verb]);
      expectProblem(await steer(id, fid, "hold", { reason: "once more" }), 409, "orders.not-now");
      warehouses.silent.add("alpha");
      expect(await run(id).catch((error: Error) => error.message)).to.equal("alpha does not answer");
      expect((await shop.order(id)).waitsFor).to.equal("alpha is asked to give it back, and does not answer");
      warehouses.silent.delete("alpha");
      await run(id);
      const view = await shop.order(id);
      expect(active(view).map(words).sort()).to.deep.equal([...after].sort());
      expect(active(view).every(({ wanted }) => wanted === null)).to.equal(true);
      if (verb !== "split") expect(toldOf("alpha", fid)).to.deep.include({ answer: "withdrawn", fence: 2 });
    });

  /** Two parts at alpha, of which each was told that is not held. */
  async function parted(isHeld = false): Promise<{ id: string; fid: string; other: string }> {
    const { id, fid } = await routed();
    const parts = active(await done(id, fid, "split", { lines: [{ number: 2, quantity: 1 }] }));
    const other = parts.find((one) => one.id !== fid)?.id ?? "";
    if (isHeld) await done(id, other, "hold", { reason: "the label is being printed" });
    await run(id);
    if (isHeld) await done(id, other, "release");
    return { id, fid, other };
  }
  const causes = ({ transitions }: OrderView) => transitions.map(({ cause }) => cause);
  const ALONE = "what alpha is to pack goes on by itself: the part that it was to be merged with is not to be had any more";

  it("asks a warehouse for both parts that are to be merged, where it was told of them, and merges them once both are back", async () => {
    const { id, fid, other } = await parted();
    expect(active(await done(id, fid, "merge", { other })).map(({ isAsked, wanted }) => [isAsked, wanted])).to.deep.equal([
      [true, "merge"],
      [true, "merge"],
    ]);
    expectProblem(await steer(id, other, "hold", { reason: "once more" }), 409, "orders.not-now");
    warehouses.silent.add("alpha");
    expect(await run(id).catch((error: Error) => error.message)).to.equal("alpha does not answer");
    warehouses.silent.delete("alpha");
    await run(id);
    const view = await shop.order(id);
    expect(active(view).map((part) => [part.id, words(part), part.wanted])).to.deep.equal([[fid, "alpha instructed 2 of 1, 3 of 2", null]]);
    expect(view.fulfilments.find((part) => part.id === other)).to.include({ state: "cancelled", endedFor: "merged" });
    expect([toldOf("alpha", other)?.answer, toldOf("alpha", fid)?.answer]).to.deep.equal(["withdrawn", "accepted"]);
  });

  it("holds a part that nobody was told of until the other one is back, and is merged by nothing but that or let go on", async () => {
    const { id, fid, other } = await parted(true);
    const both = active(await done(id, fid, "merge", { other }));
    expect(both.map((part) => [words(part), part.wanted])).to.deep.equal([
      ["alpha instructed 2 of 1, 2 of 2", "merge"],
      ["alpha held 1 of 2", "merge"],
    ]);
    expectProblem(await steer(id, other, "move", { warehouse: "beta" }), 409, "orders.not-now");
    await done(id, other, "release");
    await run(id);
    expect(causes(await shop.order(id))).to.include(ALONE);
    expect(active(await shop.order(id)).map(words)).to.have.members(["alpha instructed 2 of 1, 2 of 2", "alpha instructed 1 of 2"]);
  });

  it("goes on by itself where what it was to be merged with has left, and is planned anew with it where their warehouse is away", async () => {
    const left = await parted();
    await done(left.id, left.fid, "merge", { other: left.other });
    const told = toldOf("alpha", left.other);
    if (told === undefined) return expect.fail("alpha was told");
    told.hasLeft = true;
    await run(left.id);
    const view = await shop.order(left.id);
    expect(active(view).map((part) => [words(part), part.wanted, part.isAsked])).to.have.deep.members([
      ["alpha instructed 2 of 1, 2 of 2", null, false],
      ["alpha instructed 1 of 2", null, false],
    ]);
    expect(causes(view)).to.include.members(["what alpha has packed was on its way already", ALONE]);

    const gone = await parted(true);
    await done(gone.id, gone.fid, "merge", { other: gone.other });
    const alpha = warehouses.known.find((one) => one.id === "alpha");
    if (alpha) alpha.isAway = true;
    await run(gone.id);
    if (alpha) alpha.isAway = false;
    expect(active(await shop.order(gone.id)).every(({ warehouse, state }) => warehouse === "beta" && state === "instructed")).to.equal(
      true,
    );
  });

  it("is told to its warehouse anew where it is released while it is asked back", async () => {
    const { id, fid } = await instructed();
    await done(id, fid, "hold", { reason: "the street is closed" });
    expect(active(await done(id, fid, "release")).map(({ state, wanted }) => [state, wanted])).to.deep.equal([["instructed", "release"]]);
    await run(id);
    expect(active(await shop.order(id)).map(words)).to.deep.equal(["alpha instructed 2 of 1, 3 of 2"]);
    expect(toldOf("alpha", fid)).to.deep.include({ answer: "accepted", fence: 3 });
  });

  it("is let go on as a whole while a warehouse is asked back for it, and is then told to that anew", async () => {
    const { id } = await instructed();
    const whole = async (verb: string, body: object = {}) =>
      active((await shop.request("POST", `/api/orders/${id}/${verb}`, { token: shop.admin, body })).json<OrderView>());
    const standing = (parts: OrderView["fulfilments"]) => parts.map((part) => [words(part), part.isAsked, part.wanted]);
    expect(standing(await whole("hold", { reason: "the flood" }))).to.deep.equal([["alpha instructed 2 of 1, 3 of 2", true, "hold"]]);
    expect(standing(await whole("release"))).to.deep.equal([["alpha instructed 2 of 1, 3 of 2", true, "release"]]);
    await run(id);
    expect(standing(active(await shop.order(id)))).to.deep.equal([["alpha instructed 2 of 1, 3 of 2", false, null]]);
  });

  it("is refused in words for what a warehouse was let go of, and changes nothing of what had left when it was asked back", async () => {
    const { id, fid } = await instructed();
    await done(id, fid, "hold", { reason: "too late" });
    const told = toldOf("alpha", fid);
    if (told === undefined) return expect.fail("alpha was told");
    told.hasLeft = true;
    await run(id);
    const view = await shop.order(id);
    expect([active(view).map(words), view.transitions.at(-1)?.cause]).to.deep.equal([
      ["alpha instructed 2 of 1, 3 of 2"],
      "what alpha has packed was on its way already",
    ]);
    const packed = await instructed();
    await shop.owner.query("UPDATE fulfilment_orders SET is_let_go = true WHERE id = $1", [packed.fid]);
    const refused = expectProblem(await steer(packed.id, packed.fid, "hold", { reason: "too late" }), 409, "orders.not-now");
    expect(refused.detail).to.equal("alpha has packed it, and may load it.");
  });

  it("stays with a warehouse that gave it back, where the other one has none of it any more", async () => {
    const { id, fid } = await instructed();
    await done(id, fid, "move", { warehouse: "beta" });
    const beta = warehouses.known.find((one) => one.id === "beta");
    if (beta) beta.isPaused = true;
    await run(id);
    if (beta) beta.isPaused = false;
    const view = await shop.order(id);
    expect(active(view).map(words)).to.deep.equal(["alpha instructed 2 of 1, 3 of 2"]);
    expect(view.transitions.map(({ cause }) => cause)).to.include("alpha is to pack it after all: beta is paused.");
  });

  it("is called off with its order, or held all the same when its warehouse goes away, while that is asked back", async () => {
    const called = await instructed();
    await done(called.id, called.fid, "hold", { reason: "the street is closed" });
    expect((await shop.request("POST", `/api/orders/${called.id}/cancellation`, { token: shop.ann })).status).to.equal(202);
    await run(called.id);
    expect((await shop.order(called.id)).state).to.equal("cancelled");

    const { id, fid } = await instructed();
    await done(id, fid, "hold", { reason: "the street is closed" });
    const alpha = warehouses.known.find((one) => one.id === "alpha");
    if (alpha) alpha.isAway = true;
    await run(id);
    if (alpha) alpha.isAway = false;
    expect(active(await shop.order(id)).map(words)).to.deep.equal(["alpha held 2 of 1, 3 of 2"]);
  });

  it("is moved to no warehouse that is paused or away, and to the lots that expire first", async () => {
    const { id, fid } = await routed();
    const beta = warehouses.known.find((one) => one.id === "beta");
    if (beta === undefined) return expect.fail("there is beta");
    for (const [shut, detail] of [
      [{ isPaused: true }, "beta is paused."],
      [{ isAway: true, isPaused: false }, "beta does not answer."],
    ] as const) {
      Object.assign(beta, shut);
      expect(expectProblem(await steer(id, fid, "move", { warehouse: "beta" }), 409, "orders.shut-warehouse").detail).to.equal(detail);
    }
    beta.isAway = false;
    for (const [lot, expiry] of [
      ["L0", "2100-01-01"],
      ["L9", "2099-01-01"],
    ]) {
      const body = { warehouse: "beta", gtin: BOOK, lot, expiry, quantity: 1 };
      const headers = { "Idempotency-Key": `beta-${lot}` };
      expect((await shop.request("POST", "/api/stock/receipts", { token: shop.admin, headers, body })).status).to.equal(201);
    }
    const [moved] = active(await done(id, fid, "move", { warehouse: "beta" }));
    expect(moved?.goods.filter(({ gtin }) => gtin === BOOK).map(({ lot }) => lot)).to.have.members(["L9", "L0"]);
    const { rows } = await shop.app.db.pool.query("SELECT lot FROM stock_balances WHERE warehouse = 'beta' AND gtin = $1 AND reserved > 0 ORDER BY expiry", [BOOK]); // prettier-ignore
    expect(rows.map(({ lot }: { lot: string }) => lot)).to.include.members(["L9", "L0"]);
  });

  it("is explained to admins in numbers, beside what the usual rule would have cost", async () => {
    const article = { title: "The Long Field", kind: "book", price: { minor: 1190, currency: "EUR" }, taxClass: "books", massGrams: 300 };
    const put = { token: shop.admin, headers: { "If-Match": "1" }, body: article };
    expect((await shop.request("PUT", `/api/articles/${BOOK}`, put)).json()).to.include({ massGrams: 300 });
    const { id } = await routed();
    const answer = await shop.request("GET", `/api/orders/${id}/routing`, { token: shop.admin });
    expect(answer.status, answer.text).to.equal(200);
    const [decision] = answer.json<OrderRouting>().decisions;
    if (decision === undefined) return expect.fail("it was decided");
    const { parts, objective, bound, gap, greedyObjective, savedBesideGreedy } = decision;
    expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).to.equal(objective);
    expect([objective - bound, greedyObjective - objective]).to.deep.equal([gap, savedBesideGreedy]);
    expect(decision.shipments).to.deep.include({
      warehouse: "alpha",
      units: 5,
      massGrams: 2 * 300 + 3 * 500,
      co2eGrams: decision.shipments[0]?.co2eGrams,
    });
    expect(decision.assumedMass).to.deep.equal([2]);
    const [alpha, beta] = decision.warehouses;
    expect(alpha?.distanceMetres).to.be.lessThan(beta?.distanceMetres ?? 0);
    expectProblem(await shop.request("GET", `/api/orders/${id}/routing`, { token: shop.ann }), 403, "platform.forbidden");
  });

  /** What a stream has sent, as it comes. */
  async function follow(
    id: string,
    token: string,
    { query = "", headers = {} }: { query?: string; headers?: Record<string, string> } = {},
  ) {
    const over = new AbortController();
    const response = await fetch(`${shop.url}/api/orders/${id}/events${query}`, {
      headers: { Authorization: `Bearer ${token}`, ...headers },
      signal: over.signal,
    });
    let text = "";
    let isOver = false;
    const reading = (async () => {
      for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString("utf8");
    })()
      .catch(() => undefined)
      .finally(() => (isOver = true));
    return {
      status: response.status,
      /** Of the transitions that were told. */
      versions: () => [...text.matchAll(/^data: \{"version":(\d+),/gm)].map(([, version]) => Number(version)),
      /** Numbers of everything that was told. */
      numbers: () => [...text.matchAll(/^id: (\d+)\nevent: /gm)].map(([, number]) => Number(number)),
      isOver: () => isOver,
      text: () => text,
      async stop() {
        over.abort();
        await reading;
      },
    };
  }
  const has = (stream: Awaited<ReturnType<typeof follow>>, versions: number[]) =>
    waitFor(`versions ${versions.join(", ")}`, async () =>
      JSON.stringify(stream.versions()) === JSON.stringify(versions) ? true : undefined,
    );

  it("is followed as it happens by its customer and by admins, from any version on, and by nobody else", async () => {
    const { id } = await routed();
    const mine = await follow(id, shop.ann);
    await has(mine, [1, 2, 3]);
    const { told } = await shop.order(id);
    expect(mine.numbers()).to.deep.equal([...Array(told).keys()].map((n) => n + 1));
    const later = await follow(id, shop.admin, { query: `?after=${told}` });
    await run(id);
    await has(mine, [1, 2, 3, 4]);
    await has(later, [4]);
    expect(later.numbers()[0]).to.equal(told + 1);
    const again = await follow(id, shop.ann, { headers: { "Last-Event-ID": String(told) } });
    await has(again, [4]);
    expect(again.text()).to.include('"event":"instruct"').and.include("event: part\ndata: ");
    for (const stream of [mine, later, again]) await stream.stop();
    expect((await follow(id, await signIn(shop, "bea"))).status).to.equal(404);
    expect((await follow(id, shop.ann, { headers: { "Last-Event-ID": "x" } })).status).to.equal(400);
  });

  it("is followed no longer than the session lasts", async () => {
    const { id } = await routed();
    const token = await signIn(shop, "ann");
    const stream = await follow(id, token);
    await has(stream, [1, 2, 3]);
    const ended = await shop.request("DELETE", "/api/sessions/current", { token });
    expect(ended.status, ended.text).to.be.lessThan(300);
    await waitFor("the end of the stream", async () => (stream.isOver() ? true : undefined));
  }).timeout(60_000);
});
