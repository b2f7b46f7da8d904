import { expect } from "chai";
import type { FulfilmentRow } from "../../src/modules/orders/fulfilment/fulfilment.store.ts";
import { sayOwed } from "../../src/modules/orders/saga/say-owed.ts";
import { followUp } from "../../src/modules/orders/saga/follow-up.ts";
import { runSaga } from "../../src/modules/orders/saga/run-saga.ts";
import type { Partners } from "../../src/modules/orders/saga/steps.ts";
import type { ShipmentListener } from "../../src/modules/orders/orders.ports.ts";
import { decisionsOf } from "../../src/modules/orders/planning/decisions.store.ts";
import { listBalances } from "../../src/modules/stock/stock.views.ts";
import { dayOf } from "../../src/modules/stock/stock.queries.ts";
import { routable, type FakeWarehouses } from "../support/fake-warehouses.ts";
import { LINES, ordersAtWarehouses } from "../support/orders/at-warehouses.ts";
import { expectProblem } from "../support/problem.ts";
import { APPLE, BOOK, type Shop } from "../support/shop.ts";

/** The process died. */
class Died extends Error {}

describe("orders at warehouses", () => {
  const at = ordersAtWarehouses();
  const { count, run, inTx, rows, standing, ofState, says, packs, ships, events, cancel, held, instructed, expectSettled, lose, workOff } =
    at;
  let shop: Shop;
  let warehouses: FakeWarehouses;
  let partners: Partners;
  let listener: ShipmentListener;
  before(() => void ({ shop, warehouses, partners, listener } = at.parts()));

  it("go to the warehouse where all of it costs least, are held there, and are paid when it has left", async () => {
    for (const warehouse of ["alpha", "beta"]) for (const gtin of [BOOK, APPLE]) await count(warehouse, gtin, 5);
    const id = await instructed();
    const view = await shop.order(id);
    expect(events(view)).to.deep.equal(["reserve", "authorise", "route", "instruct"]);
    expect(await standing(id)).to.deep.equal(["alpha instructed"]);
    expect(await held(id)).to.deep.equal({ [`alpha ${BOOK}`]: 2, [`alpha ${APPLE}`]: 3 });
    const [row] = await rows(id);
    if (row === undefined) return expect.fail("nothing is planned");
    expect(row).to.deep.include({ fence: 1, isAsked: false, isLetGo: false });
    const [decision] = await inTx((ctx) => decisionsOf(ctx, id));
    expect(decision?.plan).to.deep.include({ gap: 0, isProven: true });
    expect(decision?.excluded.assumedMass).to.deep.equal([1, 2]);
    expect(await packs(row)).to.equal("go");
    expect(await packs(row), "the same message again").to.equal("go");
    await ships(row);
    await ships(row);
    await run(id);
    const { shipments } = await expectSettled(id, [2, 3]);
    expect(shipments).to.have.length(1);
  });

  it("are split where no warehouse has all of it, and each part is paid as it leaves", async () => {
    await count("alpha", BOOK, 2);
    await count("beta", APPLE, 3);
    const id = await instructed();
    expect(await standing(id)).to.deep.equal(["alpha instructed", "beta instructed"]);
    const [first, second] = await rows(id);
    if (!first || !second) return expect.fail("two warehouses ship");
    for (const row of [first, second]) expect(await packs(row)).to.equal("go");
    await ships(first);
    await run(id);
    expect((await shop.order(id)).state).to.equal("shipped-in-part");
    await ships(second);
    await run(id);
    await expectSettled(id, [2, 3]);
  });

  it("go elsewhere with what a warehouse does not have, and adopt the lots that it has", async () => {
    for (const warehouse of ["alpha", "beta"]) for (const gtin of [BOOK, APPLE]) await count(warehouse, gtin, 5);
    await count("alpha", BOOK, 5, "L2");
    warehouses.shelves.set(`alpha ${APPLE}`, 1);
    warehouses.lots.set("alpha", { lot: "L2", expiry: null });
    const id = await instructed();
    expect(await standing(id)).to.deep.equal(["alpha cancelled lacking", "alpha instructed", "beta instructed"]);
    expect(events(await shop.order(id))).to.deep.equal(["reserve", "authorise", "route", "instruct", "reroute", "instruct"]);
    const alpha = (await ofState(id, "instructed")).find(({ warehouse }) => warehouse === "alpha");
    expect(alpha?.goods.map(({ lot, quantity }) => [lot, quantity])).to.deep.equal([
      ["L2", 2],
      ["L2", 1],
    ]);
    expect(await held(id)).to.deep.equal({ [`alpha ${BOOK}`]: 2, [`alpha ${APPLE}`]: 1, [`beta ${APPLE}`]: 2 });
    for (const row of await ofState(id, "instructed")) {
      expect(await packs(row)).to.equal("go");
      await ships(row);
    }
    await run(id);
    await expectSettled(id, [2, 3]);
  });

  it("lose a line that nobody has any more, and are called off when nothing is left of them", async () => {
    await count("alpha", BOOK, 5);
    await count("alpha", APPLE, 5);
    warehouses.shelves.set(`alpha ${APPLE}`, 0);
    const id = await instructed();
    const view = await shop.order(id);
    expect(view.lines.map(({ calledOff }) => calledOff)).to.deep.equal([0, 3]);
    expect(view.transitions.at(-1)?.cause).to.equal(`nobody has 3 pieces of ${APPLE}`);
    const [row] = await ofState(id, "instructed");
    if (row === undefined) return expect.fail("the books are packed");
    expect(await packs(row)).to.equal("go");
    await ships(row);
    await run(id);
    await expectSettled(id, [2, 0]);

    warehouses.shelves.set(`alpha ${BOOK}`, 0);
    const none = await instructed([{ gtin: BOOK, quantity: 1 }]);
    await expectSettled(none, [0, 0], "cancelled");
  });

  it("wait for a warehouse that does not answer, are asked again under the same fence, and go elsewhere when it is taken for dead", async () => {
    for (const warehouse of ["alpha", "beta"]) await count(warehouse, BOOK, 5);
    warehouses.silent.add("alpha");
    const id = await shop.placed({ lines: [{ gtin: BOOK, quantity: 2 }] });
    for (let i = 0; i < 2; i++) expect(await run(id).catch((error: Error) => error.message)).to.equal("alpha does not answer");
    expect((await shop.order(id)).waitsFor).to.equal("alpha is asked to pack it, and does not answer");
    expect((await rows(id)).map(({ fence, isAsked }) => [fence, isAsked])).to.deep.equal([[1, true]]);

    const alpha = warehouses.known.find((one) => one.id === "alpha");
    if (alpha) alpha.isAway = true;
    await shop.app.db.pool.query("DELETE FROM graphile_worker._private_jobs");
    for (let i = 0; i < 2; i++) await inTx((ctx) => listener.goneAway(ctx, "alpha"));
    const { rows: jobs } = await shop.app.db.pool.query("SELECT key FROM graphile_worker.jobs");
    expect(jobs, "its order goes on").to.deep.include({ key: `order:${id}` });
    await run(id);
    expect(await standing(id)).to.deep.equal(["alpha cancelled gone-away", "beta instructed"]);
    expect((await shop.order(id)).waitsFor).to.equal(null);
  });

  it("leave once, when a warehouse that was taken for dead has packed them as well", async () => {
    for (const warehouse of ["alpha", "beta"]) await count(warehouse, BOOK, 5);
    const id = await instructed([{ gtin: BOOK, quantity: 2 }]);
    const [first] = await rows(id);
    if (first === undefined) return expect.fail("alpha was told");
    await inTx((ctx) => listener.goneAway(ctx, "alpha"));
    const alpha = warehouses.known.find((one) => one.id === "alpha");
    if (alpha) alpha.isAway = true;
    await run(id);
    expect(await packs(first)).to.equal("stale");
    const [second] = await ofState(id, "instructed");
    expect(second?.warehouse).to.equal("beta");
    if (second) expect(await packs(second)).to.equal("go");
    // It is back, and is told that it need not pack it.
    if (alpha) alpha.isAway = false;
    await followUp(shop.app, partners);
    expect(says(first).told).to.deep.include({ answer: "withdrawn", fence: 2 });
    expect((await rows(id)).some(({ owesWord }) => owesWord)).to.equal(false);
    if (second) await ships(second);
    await run(id);
    await expectSettled(id, [2, 0]);
  });

  it("stay with a warehouse that was let go of them, dead or not", async () => {
    for (const warehouse of ["alpha", "beta"]) await count(warehouse, BOOK, 5);
    const id = await instructed([{ gtin: BOOK, quantity: 2 }]);
    const [row] = await rows(id);
    if (row === undefined) return expect.fail("alpha was told");
    expect(await packs(row)).to.equal("go");
    const alpha = warehouses.known.find((one) => one.id === "alpha");
    if (alpha) alpha.isAway = true;
    await inTx((ctx) => listener.goneAway(ctx, "alpha"));
    await run(id);
    expect(await standing(id)).to.deep.equal(["alpha instructed"]);
    await ships(row);
    await run(id);
    await expectSettled(id, [2, 0]);
  });

  it("leave a warehouse that was removed: it is called back from, what it was let go of waits for somebody's word, and what others do not have is called off", async () => {
    for (const warehouse of ["alpha", "beta"]) await count(warehouse, BOOK, 20);
    await count("alpha", APPLE, 5);
    const [told, packed] = [await instructed([{ gtin: BOOK, quantity: 2 }]), await instructed([{ gtin: BOOK, quantity: 1 }])];
    const waiting = await instructed();
    const [row] = await ofState(packed, "instructed");
    if (row === undefined) return expect.fail("alpha was told");
    expect(await packs(row)).to.equal("go");
    expect(await inTx((ctx) => listener.underWay(ctx, "alpha"))).to.deep.equal({ orders: 3, pieces: 7, letGo: 1 });

    const alpha = warehouses.known.find((one) => one.id === "alpha");
    if (alpha) Object.assign(alpha, { isAway: true, removedAt: new Date() });
    await inTx((ctx) => listener.removed(ctx, "alpha"));
    for (const id of [told, packed, waiting]) await run(id);
    expect(await standing(told)).to.deep.equal(["alpha cancelled gone-away", "beta instructed"]);
    expect(await standing(packed)).to.deep.equal(["alpha instructed"]);
    expect((await shop.order(packed)).fulfilments.map(({ isLost }) => isLost)).to.deep.equal([true]);
    // Beta has no apples.
    expect((await shop.order(waiting)).lines.map(({ calledOff }) => calledOff)).to.deep.equal([0, 3]);
    expect(await held(waiting)).to.deep.equal({ [`beta ${BOOK}`]: 2 });

    // It is told, though it is away for all that is planned, and a day later no more.
    await sayOwed(shop.app, warehouses, { pageSize: 10 });
    const answers = () => warehouses.told("alpha").map(([, { answer }]) => answer);
    expect(answers().sort()).to.deep.equal(["accepted", "withdrawn", "withdrawn"]);
    if (alpha) alpha.removedAt = new Date(Date.now() - 25 * 3_600_000);
    const before = await instructed([{ gtin: BOOK, quantity: 1 }]);
    expect(await standing(before)).to.deep.equal(["beta instructed"]);

    // What had left is told once it was let in again.
    await ships(row);
    for (const [id, books] of [[told, 2] as const, [packed, 1] as const, [waiting, 2] as const, [before, 1] as const]) {
      await workOff(id, (warehouse) => warehouse === "beta");
      await run(id);
      await expectSettled(id, [books, 0]);
    }
  });

  it("wait with a cause that a person can read while every warehouse that has them is away, and go on when one is back", async () => {
    await count("alpha", BOOK, 5);
    const [alpha] = warehouses.known;
    if (alpha === undefined) return expect.fail("there is alpha");
    alpha.isAway = true;
    const id = await instructed([{ gtin: BOOK, quantity: 2 }]);
    const view = await shop.order(id);
    expect([view.state, view.waitsFor]).to.deep.equal(["authorised", "alpha has goods for it, and does not answer"]);
    alpha.isAway = false;
    await run(id);
    expect([(await shop.order(id)).state, (await shop.order(id)).waitsFor]).to.deep.equal(["instructed", null]);
    await cancel(id);
    await run(id);
    await expectSettled(id, [0, 0], "cancelled");
  });

  it("go elsewhere with what a picker did not find", async () => {
    for (const warehouse of ["alpha", "beta"]) await count(warehouse, BOOK, 5);
    const id = await instructed([{ gtin: BOOK, quantity: 3 }]);
    const [row] = await rows(id);
    if (row === undefined) return expect.fail("alpha was told");
    const missing = [{ line: 1, gtin: BOOK, lot: "L1", expiry: null, quantity: 2 }];
    await inTx((ctx) => says(row).short(ctx, missing));
    await run(id);
    expect(await held(id)).to.deep.equal({ [`alpha ${BOOK}`]: 1, [`beta ${BOOK}`]: 2 });
    expect(await inTx((ctx) => says(row).packed(ctx, [{ ...missing[0]!, quantity: 1 }]))).to.equal("go");
    await ships(row);
    const [rest] = await ofState(id, "instructed");
    if (rest === undefined) return expect.fail("beta was told");
    expect(await packs(rest)).to.equal("go");
    await ships(rest);
    await run(id);
    await expectSettled(id, [3, 0]);
  });

  it("go elsewhere, the newest first, with what a warehouse has less of than is held there", async () => {
    for (const warehouse of ["alpha", "beta"]) await count(warehouse, BOOK, 5);
    const [older, newer] = [await instructed([{ gtin: BOOK, quantity: 2 }]), await instructed([{ gtin: BOOK, quantity: 2 }])];
    await inTx((ctx) => listener.shortOf(ctx, "alpha", BOOK, 1));
    for (const id of [older, newer]) await run(id);
    expect(await standing(older)).to.deep.equal(["alpha instructed"]);
    expect(await standing(newer)).to.deep.equal(["alpha cancelled lacking", "beta instructed"]);
    for (const id of [older, newer]) {
      await cancel(id);
      await run(id);
      await expectSettled(id, [0, 0], "cancelled");
    }
  });

  it("lead from what has left to its parcels, and from each to its proof once there is one", async () => {
    await count("alpha", BOOK, 5);
    const id = await instructed([{ gtin: BOOK, quantity: 1 }]);
    const [row] = await rows(id);
    if (row === undefined) return expect.fail("alpha was told");
    expect(await packs(row)).to.equal("go");
    await ships(row);
    const parcels = async () => (await shop.order(id)).shipments[0]?.parcels ?? [];
    const [packed] = await parcels();
    expect(packed).to.deep.include({ unit: null });
    const unit = `0x${"ab".repeat(32)}`;
    for (let i = 0; i < 2; i++) await inTx((ctx) => says(row).proven(ctx, [{ sscc: packed?.sscc ?? "", unit }]));
    expect(await parcels()).to.deep.equal([{ sscc: packed?.sscc, unit }]);
    expect((await shop.order(id)).shipments[0]).to.deep.include({ carrier: "Post", tracking: "T1" });
    await run(id);
    await expectSettled(id, [1, 0]);
  });

  it("are believed to be what the parcels hold, where the answer was not noted before they were packed", async () => {
    for (const warehouse of ["alpha", "beta"]) await count(warehouse, BOOK, 5);
    warehouses.shelves.set(`alpha ${BOOK}`, 1);
    const id = await shop.placed({ lines: [{ gtin: BOOK, quantity: 3 }] });
    // It answers, and nobody hears it.
    const deaf = { ...warehouses, instruct: async (...told: Parameters<FakeWarehouses["instruct"]>) => (await warehouses.instruct(...told), Promise.reject(new Died())) }; // prettier-ignore
    expect(await runSaga(shop.app, { ...partners, warehouses: deaf }, id).catch((error: unknown) => error)).to.be.instanceOf(Died);
    const [row] = await rows(id);
    if (row === undefined) return expect.fail("alpha was told");
    expect(row.isAsked).to.equal(true);
    const tooMany = says(row).told.goods.map((part) => ({ ...part, quantity: 4 }));
    expect(await inTx((ctx) => says(row).packed(ctx, tooMany)), "more than was asked for").to.equal("stale");
    expect(await packs(row)).to.equal("go");
    await ships(row);
    await run(id);
    expect(await standing(id)).to.deep.equal(["alpha cancelled lacking", "alpha shipped", "beta instructed"]);
    const [rest] = await ofState(id, "instructed");
    if (rest === undefined) return expect.fail("beta was told");
    expect(await packs(rest)).to.equal("go");
    await ships(rest);
    await run(id);
    await expectSettled(id, [3, 0]);
  });

  it("keep what else a warehouse packs of them, where it has too little of one article alone", async () => {
    for (const gtin of [BOOK, APPLE]) await count("alpha", gtin, 5);
    await count("beta", BOOK, 5);
    const id = await instructed();
    await inTx((ctx) => listener.shortOf(ctx, "alpha", BOOK, 2));
    await run(id);
    expect(await standing(id)).to.deep.equal([
      "alpha cancelled lacking",
      "alpha cancelled planned-anew",
      "alpha instructed",
      "beta instructed",
    ]);
    expect(await held(id)).to.deep.equal({ [`alpha ${APPLE}`]: 3, [`beta ${BOOK}`]: 2 });
    await cancel(id);
    await run(id);
    await expectSettled(id, [0, 0], "cancelled");
  });

  it("that are called off are asked back first, and what was faster leaves and stays sold", async () => {
    await count("alpha", BOOK, 2);
    await count("beta", APPLE, 3);
    const id = await instructed();
    const [books, apples] = ["alpha", "beta"].map(async (name) => (await rows(id)).find(({ warehouse }) => warehouse === name));
    const [packed, other] = [await books, await apples];
    if (!packed || !other) return expect.fail("two warehouses ship");
    expect(await packs(packed)).to.equal("go");
    says(packed).told.hasLeft = true;
    await cancel(id);
    expect((await shop.order(id)).state).to.equal("withdrawing");
    expect(await packs(other), "packed after it was called off").to.equal("stale");
    await run(id);
    expect(await standing(id)).to.deep.equal(["alpha instructed", "beta cancelled called-off"]);
    expect((await shop.order(id)).waitsFor).to.equal("what alpha has packed was on its way already");
    expect(says(other).told.answer).to.equal("withdrawn");
    await ships(packed);
    await run(id);
    const view = await expectSettled(id, [2, 0]);
    expect(events(view).slice(4)).to.deep.equal(["cancel", "ship-part", "withdraw-rest", "settle"]);
  });

  it("that are called off wait for a warehouse that was let go of them and does not answer; for another that is away they do not", async () => {
    await count("alpha", BOOK, 2);
    await count("beta", APPLE, 3);
    const id = await instructed();
    const [packed] = (await rows(id)).filter(({ warehouse }) => warehouse === "alpha");
    if (!packed) return expect.fail("alpha ships");
    expect(await packs(packed)).to.equal("go");
    for (const one of warehouses.known) one.isAway = true;
    for (const name of ["alpha", "beta"]) warehouses.silent.add(name);
    await cancel(id);
    await run(id);
    expect(await standing(id)).to.deep.equal(["alpha instructed", "beta cancelled called-off"]);
    expect((await shop.order(id)).waitsFor).to.equal("alpha is asked to give it back, and is away");
    for (const one of warehouses.known) one.isAway = false;
    warehouses.silent.clear();
    await run(id);
    await expectSettled(id, [0, 0], "cancelled");
  });

  it("cannot be noted by hand as shipped where a program packs them", async () => {
    await count("alpha", BOOK, 2);
    await count("shelf", APPLE, 3);
    const id = await instructed();
    const by = (number: number, quantity: number) =>
      shop.request("POST", `/api/orders/${id}/shipments`, {
        token: shop.admin,
        headers: { "Idempotency-Key": `by-hand-${number}-${id}` },
        body: { lines: [{ number, quantity }] },
      });
    const refused = expectProblem(await by(1, 1), 409, "orders.packed-elsewhere");
    expect(refused.errors).to.deep.equal([{ pointer: "/lines/0/quantity", message: "may be 0 at most" }]);
    expect((await by(2, 3)).status).to.equal(202);
    expect(await standing(id)).to.deep.equal(["alpha instructed", "shelf shipped"]);
    await cancel(id);
    await run(id);
    await expectSettled(id, [0, 3]);
  });

  /** Partners of a process that dies at its nth question: before it is asked, or when it was answered and nothing is noted. */
  function dying(nth: number, when: "asked" | "answered"): { mortals: Partners; hasDied: () => boolean } {
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
    const { available, reserve, place, giveUp, release, ship, takeBack, where } = partners.stock;
    const provider = partners.provider("sandbox");
    const stock = {
      available,
      where,
      reserve: mortal(reserve),
      place: mortal(place),
      giveUp: mortal(giveUp),
      release: mortal(release),
      ship: mortal(ship),
      takeBack,
    };
    const asked = { ...provider, authorise: mortal(provider.authorise), capture: mortal(provider.capture), void: mortal(provider.void) };
    const mortals = {
      ...{ stock, provider: () => asked },
      warehouses: { ...warehouses, instruct: mortal(warehouses.instruct), withdraw: mortal(warehouses.withdraw) },
    };
    return { mortals, hasDied: () => questions >= nth };
  }

  const GOODS = [
    ["alpha", BOOK, 2],
    ["beta", APPLE, 3],
    ["gamma", BOOK, 2],
  ] as const;
  /** What the shop's people do with the part that alpha was told of. */
  const steer = async (id: string, verb: string, bodyOf: (others: FulfilmentRow[]) => object): Promise<void> => {
    const [one, ...others] = (await ofState(id, "instructed")).filter(({ warehouse }) => warehouse === "alpha");
    const path = `/api/orders/${id}/fulfilments/${one?.id}/${verb}`;
    const answer = await shop.request("POST", path, { token: shop.admin, body: bodyOf(others) });
    expect(answer.status, answer.text).to.equal(202);
  };
  const split = (id: string) => steer(id, "split", () => ({ lines: [{ number: 1, quantity: 1 }] }));
  const merge = (id: string) => steer(id, "merge", ([other]) => ({ other: other?.id }));
  const LIVES: Readonly<
    Record<string, { lacks?: number; acts: ((id: string) => Promise<void>)[]; left: [books: number, apples: number]; dies?: "answered" }>
  > = {
    // It asks so often that one way of dying has to do.
    "made two parts and one again where a warehouse was told": {
      ...{ acts: [split, merge, (id: string) => workOff(id)], left: [2, 3], dies: "answered" as const },
    },
    "shipped by two warehouses": { acts: [(id) => workOff(id)], left: [2, 3] },
    "shipped elsewhere in part, because a warehouse has less": { lacks: 1, acts: [(id) => workOff(id)], left: [2, 3] },
    "packed elsewhere, because a warehouse has lost its database": { acts: [() => lose("alpha"), (id) => workOff(id)], left: [2, 3] },
    "called off when warehouses were told": { acts: [cancel], left: [0, 0] },
    "called off when a part has left": { acts: [(id) => workOff(id, (warehouse) => warehouse === "alpha"), cancel], left: [2, 0] },
  };
  for (const [life, { lacks, acts, left, dies }] of Object.entries(LIVES))
    for (const when of dies ? [dies] : (["asked", "answered"] as const))
      it(`are exact, ${life}, when the process dies at any question, ${when === "asked" ? "unasked" : "unnoted"}`, async () => {
        let deaths = 0;
        for (let nth = 1; ; nth++) {
          // The last has the books that the first may not have.
          warehouses.known.splice(2, Infinity, routable("gamma", { latitude: 40, longitude: 0, country: "ES" }));
          for (const [warehouse, gtin, quantity] of GOODS) await count(warehouse, gtin, quantity);
          warehouses.shelves.clear();
          if (lacks !== undefined) warehouses.shelves.set(`alpha ${BOOK}`, lacks);
          const { mortals, hasDied } = dying(nth, when);
          const id = await shop.placed({ lines: LINES });
          const runs = (by: Partners) => runSaga(shop.app, by, id);
          for (const act of [runs, ...acts.flatMap((one) => [() => one(id), runs])])
            await act(mortals).catch(async (error: unknown) => {
              if (!(error instanceof Died)) throw error;
              deaths++;
              await act(partners);
            });
          await expectSettled(id, left, left[0] > 0 ? "closed" : "cancelled");
          // Whatever left, left once: no two warehouses loaded goods of one line together more than were ordered.
          const loaded = [...warehouses.shipments.values()].filter((one) => one.order === id && one.hasLeft).flatMap(({ goods }) => goods);
          expect(loaded.reduce((total, { quantity }) => total + quantity, 0)).to.equal(left[0] + left[1]);
          for (const [warehouse, gtin] of GOODS) await count(warehouse, gtin, 0);
          if (!hasDied()) break;
        }
        expect(deaths).to.be.greaterThan(4);
      }).timeout(240_000);

  it("take nothing that has expired since: of what the shop packs by itself another lot is planned, and what there is none of is called off", async () => {
    const today = dayOf(new Date());
    const tomorrow = { ...shop.app, clock: { now: () => new Date(Date.now() + 86_400_000) } };
    for (const [lot, expiry, quantity] of [
      ["OLD", today, 2],
      ["NEW", "2999-01-01", 1],
    ] as const) {
      const body = { warehouse: "cellar", gtin: BOOK, lot, expiry, quantity };
      const headers = { "Idempotency-Key": `cellar-${lot}` };
      expect((await shop.request("POST", "/api/stock/receipts", { token: shop.admin, headers, body })).status).to.equal(201);
    }
    const id = await instructed([{ gtin: BOOK, quantity: 2 }]);
    const lots = async () =>
      (await ofState(id, "instructed")).flatMap(({ goods }) => goods.map(({ lot, quantity }) => `${quantity} ${lot}`));
    expect(await lots()).to.deep.equal(["2 OLD"]);
    const isFollowedUp = async (app: typeof tomorrow) => {
      await app.db.pool.query("DELETE FROM graphile_worker._private_jobs");
      await followUp(app, partners);
      return (await app.db.pool.query("SELECT FROM graphile_worker.jobs WHERE key = $1", [`order:${id}`])).rows.length > 0;
    };
    expect(await isFollowedUp({ ...tomorrow, clock: { now: () => new Date(Math.max(Date.now(), Date.parse(today) + 86_399_000)) } })).to.equal(false); // prettier-ignore
    expect(await isFollowedUp(tomorrow)).to.equal(true);
    const { items } = await inTx((ctx) =>
      listBalances({ ...ctx, clock: tomorrow.clock }, { after: null, limit: 10, gtin: BOOK, warehouse: "cellar", lot: null, state: null }),
    );
    expect(items.map(({ lot, available, isExpired }) => [lot, available, isExpired])).to.deep.equal([
      ["OLD", 0, true],
      ["NEW", 1, false],
    ]);
    await runSaga(tomorrow, partners, id);
    expect(await lots()).to.deep.equal(["1 NEW"]);
    expect(await standing(id)).to.deep.equal(["cellar cancelled expired", "cellar instructed"]);
    const view = await shop.order(id);
    expect([view.lines[0]?.calledOff, view.transitions.map(({ cause }) => cause)[4]]).to.deep.equal([
      1,
      `cellar ships 1 piece; nobody has 1 piece of ${BOOK}`,
    ]);
    expect(await held(id)).to.deep.equal({ [`cellar ${BOOK}`]: 1 });
    await cancel(id);
    await run(id);
    await expectSettled(id, [0, 0], "cancelled");
  });

  it("are never planned twice: the database refuses it", async () => {
    await count("alpha", BOOK, 5);
    const id = await instructed([{ gtin: BOOK, quantity: 2 }]);
    const [row] = await rows(id);
    const twice = shop.app.db.pool.query("UPDATE fulfilment_goods SET quantity = quantity + 1 WHERE fulfilment_id = $1", [row?.id]);
    expect(await twice.catch((error: Error) => error.message)).to.match(/More of order .* is to be shipped than is left of it/);
    const decision = shop.owner.query("DELETE FROM routing_decisions WHERE order_id = $1", [id]);
    expect(await decision.catch(({ code }: { code?: string }) => code)).to.equal("42501");
    await cancel(id);
    await run(id);
    await expectSettled(id, [0, 0], "cancelled");
  });
});
