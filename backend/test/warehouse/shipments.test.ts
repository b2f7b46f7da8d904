import { createHash } from "node:crypto";
import { expect } from "chai";
import { recompute } from "../../src/modules/stock/recompute.ts";
import { dayOf } from "../../src/modules/stock/stock.queries.ts";
import { listBins } from "../../src/warehouse/floor/stock.ts";
import { WAREHOUSE_JOBS } from "../../src/warehouse/housekeeping.ts";
import { inWarehouse } from "../../src/warehouse/in-warehouse.ts";
import { instruct } from "../../src/warehouse/shipments/instruct.ts";
import { pack } from "../../src/warehouse/shipments/pack.ts";
import { pick } from "../../src/warehouse/shipments/pick.ts";
import type { Task } from "../../src/warehouse/shipments/tasks.store.ts";
import { ssccOf } from "../../src/warehouse/shipments/sscc.ts";
import { readBars } from "../support/read-codes.ts";
import { waitFor } from "../support/wait-for.ts";
import { BOOK, DELIVERY, instruction, PENCIL, startWarehouseWorld, type WarehouseWorld } from "../support/warehouse/world.ts";

describe("shipments of a warehouse", () => {
  let world: WarehouseWorld;
  let hands: WarehouseWorld["hands"];
  let made = 0;
  const fresh = () => `S-${++made}`;
  before(async () => {
    world = await startWarehouseWorld();
    hands = world.hands;
    for (const bin of ["a-01", "a-02"]) await hands.bin(bin);
  });
  after(() => world.stop());
  beforeEach(() => {
    world.shop.verdict = "go";
  });
  afterEach(async () => {
    expect((await recompute({ tx: world.warehouse.app.db.dataSource.manager })).drifted).to.equal(0);
  });

  const codeOf = async (answer: Promise<{ status: number; body: unknown }>) => {
    const { status, body } = await answer;
    return [status, (body as { code: string }).code];
  };
  /** `on hand/reserved` by bin and lot. */
  const stockOf = async (gtin: string) => {
    const { body } = await world.floor.get<{ items: { bin: string; lot: string; onHand: number; reserved: number }[] }>(
      `/api/floor/stock?gtin=${gtin}`,
    );
    return Object.fromEntries(body.items.map(({ bin, lot, onHand, reserved }) => [`${bin} ${lot ?? ""}`.trim(), `${onHand}/${reserved}`]));
  };

  it("are reserved, picked, packed under an SSCC, and leave once the shop has let them go", async () => {
    const id = fresh();
    await hands.receive("a-01", 5, { lot: "L1" });
    await hands.receive("a-02", 5, { lot: "L2", expiry: "2999-01-01" });
    const answer = await hands.instruct(id, 1, [[1, BOOK, 6]]);
    expect(answer).to.deep.equal({
      fence: 1,
      answer: "accepted",
      goods: [
        { line: 1, gtin: BOOK, lot: "L2", expiry: "2999-01-01", quantity: 5 },
        { line: 1, gtin: BOOK, lot: "L1", expiry: null, quantity: 1 },
      ],
    });
    await hands.pickAll(id);
    expect(await stockOf(BOOK)).to.deep.equal({ "packing L2": "5/5", "a-01 L1": "4/0", "packing L1": "1/1" });
    expect((await hands.shipment(id)).state).to.equal("picked");
    expect(await codeOf(world.floor.send("POST", `/api/floor/shipments/${id}/ship`, {}))).to.deep.equal([409, "warehouse.not-yet"]);
    const { parcels } = await hands.pack(id);
    expect(parcels.map(({ sscc }) => sscc)).to.deep.equal([ssccOf("9506000", 0n)]);
    await hands.until(id, "loadable");
    await hands.ship(id);
    expect(await stockOf(BOOK)).to.deep.equal({ "a-01 L1": "4/0" });
    await waitFor("the message", () => world.shop.of("shipped").find(({ shipment }) => shipment === id));
    const told = world.shop.messages.filter((message) => "shipment" in message && message.shipment === id).map(({ kind }) => kind);
    expect(told).to.deep.equal(["packed", "shipped"]);
    const stock = await waitFor("all of it", () => {
      const words = world.shop.of("stock").filter(({ cause }) => cause === "shipped");
      return words.length === 2 ? words : undefined;
    });
    expect(stock.map(({ lot, onHand }) => [lot, onHand])).to.have.deep.members([
      ["L2", 0],
      ["L1", 4],
    ]);
    expect(world.shop.messages.map(({ sequence }) => sequence)).to.deep.equal(world.shop.messages.map((_, index) => index + 1));
  });

  it("are held in part where there is less, and not at all where there is nothing; lines are served in their order", async () => {
    await hands.receive("a-01", 3, { gtin: PENCIL, lot: null });
    const partly = await hands.instruct(fresh(), 1, [
      [1, PENCIL, 2],
      [2, "00000000000017", 4],
      [3, PENCIL, 2],
    ]);
    expect([partly.answer, partly.goods.map(({ line, quantity }) => [line, quantity])]).to.deep.equal([
      "partly",
      [
        [1, 2],
        [3, 1],
      ],
    ]);
    const none = await hands.instruct(fresh(), 1, [[1, PENCIL, 1]]);
    expect(none).to.deep.equal({ fence: 1, answer: "impossible", goods: [] });
  });

  it("answer the same word the same, and refuse an older one, and another with the same fence", async () => {
    const id = fresh();
    await hands.receive("a-01", 4, { gtin: PENCIL });
    const first = await hands.instruct(id, 2, [[1, PENCIL, 3]]);
    expect(await hands.instruct(id, 2, [[1, PENCIL, 3]])).to.deep.equal(first);
    expect((await hands.tasks(id)).length).to.equal(1);
    const say = (fence: number, quantity: number) =>
      world.asShop.send("PUT", `/shipments/${id}`, instruction(fence, [[1, PENCIL, quantity]]));
    expect(await codeOf(say(1, 3))).to.deep.equal([409, "warehouse.older-fence"]);
    expect(await codeOf(say(2, 1))).to.deep.equal([422, "warehouse.other-word"]);
    expect((await hands.instruct(id, 3, [[1, PENCIL, 1]])).goods.map(({ quantity }) => quantity)).to.deep.equal([1]);
    expect((await hands.shipment(id)).delivery).to.deep.equal(DELIVERY);
    expect((await hands.withdraw(id, 4)).answer).to.equal("withdrawn");
    expect((await hands.withdraw(id, 4)).answer).to.equal("withdrawn");
    expect((await hands.shipment(id)).delivery, "nobody needs it any more").to.equal(null);
    expect(await codeOf(say(3, 1))).to.deep.equal([409, "warehouse.older-fence"]);
    expect(Object.values(await stockOf(PENCIL)).every((sums) => sums.endsWith("/0") || sums === "3/3")).to.equal(true);
  });

  it("are decided once, however many words come at the same moment", async () => {
    const id = fresh();
    await hands.receive("a-02", 10, { gtin: PENCIL, lot: "P2" });
    const answers = await Promise.all(
      [1, 2, 3, 2, 1, 3].map((fence) =>
        world.asShop.send<{ fence: number }>("PUT", `/shipments/${id}`, instruction(fence, [[1, PENCIL, fence]])),
      ),
    );
    expect(answers.filter(({ body }) => body.fence === 3).length).to.equal(2);
    expect(answers.every(({ status }) => status === 200 || status === 409)).to.equal(true);
    const open = await hands.tasks(id);
    expect(open.reduce((sum, { quantity }) => sum + quantity, 0)).to.equal(3);
    expect((await hands.withdraw(id, 4)).answer).to.equal("withdrawn");
  });

  it("that were never heard of are withdrawn, and an instruction which comes late does nothing", async () => {
    const id = fresh();
    expect((await hands.withdraw(id, 2)).answer).to.equal("withdrawn");
    expect((await hands.shipment(id)).goods, "the floor shows it").to.deep.equal([]);
    expect(await codeOf(world.asShop.send("PUT", `/shipments/${id}`, instruction(1, [[1, BOOK, 1]])))).to.deep.equal([
      409,
      "warehouse.older-fence",
    ]);
  });

  it("that have left cannot be called back, nor instructed again", async () => {
    const id = fresh();
    await hands.receive("a-01", 1, { lot: "L9", expiry: "2998-01-01" });
    await hands.instruct(id, 1, [[1, BOOK, 1]]);
    await hands.pickAll(id);
    await hands.pack(id);
    await hands.until(id, "loadable");
    await hands.ship(id);
    expect(await hands.withdraw(id, 2)).to.deep.equal({ fence: 2, answer: "too-late" });
    expect(await codeOf(world.asShop.send("PUT", `/shipments/${id}`, instruction(3, [[1, BOOK, 1]])))).to.deep.equal([
      409,
      "warehouse.has-left",
    ]);
  });

  it("that have left keep for thirty days where they went, and no longer", async () => {
    const id = fresh();
    await hands.receive("a-01", 1, { lot: "LEFT", expiry: "2998-02-01" });
    await hands.instruct(id, 1, [[1, BOOK, 1]]);
    await hands.pickAll(id);
    await hands.pack(id);
    await hands.until(id, "loadable");
    await hands.ship(id);
    const purge = WAREHOUSE_JOBS["warehouse:purge"] ?? expect.fail("there is one");
    const daysLater = (days: number) =>
      purge({ ...world.warehouse.app, clock: { now: () => new Date(Date.now() + days * 86_400_000) } }, {});
    await daysLater(29);
    expect((await hands.shipment(id)).delivery).to.deep.equal(DELIVERY);
    await daysLater(31);
    expect((await hands.shipment(id)).delivery).to.equal(null);
    const { rows } = await world.warehouse.app.db.pool.query<{ word: string }>("SELECT word FROM shipments WHERE id = $1", [id]);
    const { fence, order, goods } = instruction(1, [[1, BOOK, 1]]);
    const digest = createHash("sha256")
      .update(JSON.stringify(["instruct", { fence, order, goods }]))
      .digest("base64url");
    expect(rows, "nor anything by which a guess of it could be confirmed").to.deep.equal([{ word: digest }]);
  });

  it("are unpacked when the shop has other plans: goods are free at once, and a task says what to carry back", async () => {
    const id = fresh();
    world.shop.verdict = "stale";
    await hands.receive("a-01", 2, { lot: "ST", expiry: "2997-01-01" });
    await hands.instruct(id, 1, [[1, BOOK, 2]]);
    await hands.pickAll(id);
    await hands.pack(id);
    await hands.until(id, "stale");
    expect((await stockOf(BOOK))["packing ST"]).to.equal("2/0");
    const [task] = (await hands.tasks(id)).filter(({ kind }) => kind === "unpack");
    expect([task?.bin, task?.quantity]).to.deep.equal(["packing", 2]);
    await hands.ok(world.floor.send("POST", `/api/floor/tasks/${task?.id}/unpack`, { to: "a-02", quantity: 2 }));
    expect((await stockOf(BOOK))["a-02 ST"]).to.equal("2/0");
    expect(await codeOf(world.floor.send("POST", `/api/floor/shipments/${id}/ship`, {}))).to.deep.equal([409, "warehouse.not-yet"]);
  });

  it("tell the shop what a picker does not find, take it off the ledger, and have the bin counted", async () => {
    const id = fresh();
    await hands.receive("a-02", 5, { gtin: PENCIL, lot: "SHORT", expiry: "2996-01-01" });
    await hands.instruct(id, 1, [[1, PENCIL, 4]]);
    const [task] = await hands.tasks(id);
    const picked = { bin: "a-02", scan: `(01)${PENCIL}(10)SHORT`, quantity: 1 };
    await hands.ok(world.floor.send("POST", `/api/floor/tasks/${task?.id}/pick`, { ...picked, isShort: true }));
    expect((await stockOf(PENCIL))["a-02 SHORT"]).to.equal("1/0");
    const short = await waitFor("the message", () => world.shop.of("short").find(({ shipment }) => shipment === id));
    expect(short.goods).to.deep.equal([{ line: 1, gtin: PENCIL, lot: "SHORT", expiry: "2996-01-01", quantity: 3 }]);
    const stock = await waitFor("its stock", () => world.shop.of("stock").find(({ lot, cause }) => lot === "SHORT" && cause === "counted"));
    expect([stock.onHand, stock.sequence]).to.deep.equal([2, short.sequence + 1]);
    const counts = await hands.ok(world.floor.get<{ items: { gtin: string; bin: string }[] }>("/api/floor/tasks?kind=count"));
    expect(counts.items.map(({ gtin, bin }) => [gtin, bin])).to.deep.equal([[PENCIL, "a-02"]]);
    await hands.pack(id);
    const packed = await waitFor("what was packed", () => world.shop.of("packed").find(({ shipment }) => shipment === id));
    expect(packed.parcels.flatMap(({ goods }) => goods.map(({ quantity }) => quantity))).to.deep.equal([1]);
  });

  it("of which nothing is found have nothing to be packed", async () => {
    const id = fresh();
    await hands.receive("a-01", 1, { gtin: PENCIL, lot: "GONE", expiry: "2995-01-01" });
    await hands.instruct(id, 1, [[1, PENCIL, 1]]);
    const [task] = await hands.tasks(id);
    await hands.ok(
      world.floor.send("POST", `/api/floor/tasks/${task?.id}/pick`, { bin: "a-01", gtin: PENCIL, lot: "GONE", quantity: 0, isShort: true }),
    );
    expect((await hands.shipment(id)).state).to.equal("empty");
    expect(await codeOf(world.floor.send("POST", `/api/floor/shipments/${id}/pack`, {}))).to.deep.equal([409, "warehouse.not-yet"]);
  });

  it("take nothing that has expired: it is refused at picking and packing, and picked from another lot, or told as short where there is none", async () => {
    const { app } = world.warehouse;
    const gtin = "00000000000024";
    const today = dayOf(new Date());
    const tomorrow = { ...app, clock: { now: () => new Date(Date.now() + 86_400_000) } };
    const [picked, open] = [fresh(), fresh()];
    await hands.receive("a-01", 3, { gtin, lot: "OLD", expiry: today });
    await hands.receive("a-01", 1, { gtin, lot: "OLDER", expiry: today });
    await hands.receive("a-02", 2, { gtin, lot: "NEW", expiry: "2999-01-01" });
    await hands.instruct(picked, 1, [[1, gtin, 1]]);
    await hands.instruct(open, 1, [[1, gtin, 3]]);
    await hands.pickAll(picked);
    const [task] = (await hands.tasks(open)).filter(({ lot }) => lot === "OLD");
    if (task === undefined) return expect.fail("it is to be picked from there");
    const { rows } = await app.db.pool.query<{ id: string }>("SELECT id FROM staff LIMIT 1");
    const doer = { by: "Lea", staff: rows[0]?.id ?? "", key: "expired" };
    const picking = { bin: "a-01", goods: { gtin, lot: "OLD", expiry: null }, quantity: 1, isShort: false };
    const codeFrom = (work: Promise<unknown>) => work.then(() => "done", ({ problem }: { problem?: { code: string } }) => problem?.code); // prettier-ignore
    expect(await codeFrom(inWarehouse(tomorrow, "pick", (ctx) => pick(ctx, doer, task.id, picking)))).to.equal("warehouse.expired");
    const printed = { ...picking, goods: { ...picking.goods, expiry: "2020-01-01" } };
    expect(await codeFrom(inWarehouse(app, "pick", (ctx) => pick(ctx, doer, task.id, printed)))).to.equal("warehouse.expired");
    await hands.ok(world.floor.send("POST", `/api/floor/tasks/${task.id}/pick`, { bin: "a-01", gtin, lot: "OLD", quantity: 1 }));
    const packing = { id: picked, parcels: null, prefix: "9506000" };
    expect(await codeFrom(inWarehouse(tomorrow, "pack", (ctx) => pack(ctx, doer, packing)))).to.equal("warehouse.expired");

    const renew = WAREHOUSE_JOBS["warehouse:take-out-expired"] ?? expect.fail("there is one");
    await renew(app, {});
    expect((await hands.shipment(picked)).state, "on its last day it may be sold").to.equal("picked");
    for (let i = 0; i < 2; i++) await renew(tomorrow, {});
    const states = [(await hands.shipment(picked)).state, (await hands.shipment(open)).state];
    const pieces = (await stockOf(gtin))["a-02 NEW"];
    expect(pieces, "both that may be sold are held").to.equal("2/2");
    const short = await waitFor("the message", () => {
      const told = world.shop.of("short").filter(({ shipment }) => [picked, open].includes(shipment));
      return told.flatMap(({ goods }) => goods).reduce((sum, { quantity }) => sum + quantity, 0) === 2 ? told : undefined;
    });
    expect(short.every(({ fence }) => fence === 1)).to.equal(true);
    expect(states).to.include("open").and.not.include("picked");
    const tasks = [...(await hands.tasks(picked)), ...(await hands.tasks(open))];
    expect(tasks.map(({ kind, lot, quantity }) => `${kind} ${quantity} ${lot}`)).to.include.members(["discard 1 OLD"]);
    expect(tasks.filter(({ kind }) => kind === "pick").map(({ lot }) => lot)).to.not.include.members(["OLD"]);
    const shelves = await listBins({ tx: app.db.dataSource.manager, clock: tomorrow.clock }, { bin: null, gtin, lot: null });
    expect(Object.fromEntries(shelves.map(({ lot, isExpired }) => [lot, isExpired]))).to.deep.equal({ OLD: true, OLDER: true, NEW: false });
    const { items } = await hands.ok(world.floor.get<{ items: Task[] }>("/api/floor/tasks?kind=discard"));
    expect(items.map(({ bin, lot, quantity }) => `${quantity} ${lot} in ${bin}`)).to.have.members([
      ...["1 OLD in packing", "1 OLD in packing", "1 OLD in a-01", "1 OLDER in a-01"],
    ]);
    const off = (task: Task, change: object = {}) => {
      const { id, gtin: of, lot, expiry, bin, quantity } = task;
      return world.floor.send("POST", "/api/floor/damages", {
        gtin: of,
        lot,
        expiry,
        bin,
        quantity,
        reason: "expired",
        task: id,
        ...change,
      });
    };
    const [first, second] = items.filter(({ bin }) => bin === "packing") as [Task, Task];
    const elsewhere = items.find(({ bin, lot }) => bin === "a-01" && lot === "OLD") ?? expect.fail("on its shelf");
    expect(await codeOf(off(elsewhere, { bin: "a-02" }))).to.deep.equal([409, "warehouse.wrong-place"]);
    await hands.ok(off(elsewhere));
    expect(await codeOf(off(elsewhere))).to.deep.equal([409, "warehouse.task-over"]);
    await hands.ok(off(first, { quantity: 2 }));
    await renew(tomorrow, {});
    expect(await codeOf(off(second)), "somebody has taken both off").to.deep.equal([409, "warehouse.task-over"]);
    for (const id of [picked, open].filter((_, index) => states[index] === "open")) {
      await hands.pickAll(id);
      await hands.pack(id);
      await hands.until(id, "loadable");
    }
    const impossible = await instruct(tomorrow, fresh(), instruction(1, [[1, gtin, 1]]), "trace");
    expect(impossible, "only what has expired is left").to.deep.equal({ fence: 1, answer: "impossible", goods: [] });
  });

  it("are picked from the bin and lot that the task says, and not more than it says", async () => {
    const id = fresh();
    await hands.receive("a-01", 2, { gtin: PENCIL, lot: "X1", expiry: "2994-01-01" });
    await hands.instruct(id, 1, [[1, PENCIL, 2]]);
    const [task] = await hands.tasks(id);
    const right = { bin: "a-01", gtin: PENCIL, lot: "X1", quantity: 1 };
    const attempt = (change: object) => codeOf(world.floor.send("POST", `/api/floor/tasks/${task?.id}/pick`, { ...right, ...change }));
    expect(await attempt({ bin: "a-02" })).to.deep.equal([409, "warehouse.wrong-place"]);
    expect(await attempt({ gtin: BOOK })).to.deep.equal([409, "warehouse.wrong-place"]);
    expect(await attempt({ lot: "X2" })).to.deep.equal([409, "warehouse.wrong-place"]);
    expect(await attempt({ quantity: 3 })).to.deep.equal([409, "warehouse.too-many"]);
    await hands.ok(world.floor.send("POST", `/api/floor/tasks/${task?.id}/pick`, right));
    expect((await hands.shipment(id)).state).to.equal("open");
    await hands.ok(world.floor.send("POST", `/api/floor/tasks/${task?.id}/pick`, right));
    expect(await attempt({})).to.deep.equal([409, "warehouse.task-over"]);
  });

  it("are packed whole: what is left over or was never picked is refused, and no SSCC is used up by that", async () => {
    const id = fresh();
    await hands.receive("a-01", 3, { gtin: PENCIL, lot: "PK", expiry: "2993-01-01" });
    await hands.instruct(id, 1, [[1, PENCIL, 3]]);
    await hands.pickAll(id);
    const part = (quantity: number, lot = "PK") => ({ line: 1, gtin: PENCIL, lot, expiry: "2993-01-01", quantity });
    const attempt = (parcels: object[][]) =>
      world.floor.send<{ parcels: { sscc: string }[] }>("POST", `/api/floor/shipments/${id}/pack`, { parcels });
    expect(await codeOf(attempt([[part(2)]]))).to.deep.equal([409, "warehouse.not-as-picked"]);
    expect(await codeOf(attempt([[part(3), part(1, "PX")]]))).to.deep.equal([409, "warehouse.not-as-picked"]);
    const { parcels } = await hands.ok(attempt([[part(1)], [part(2)]]));
    const numbers = parcels.map(({ sscc }) => Number(sscc.slice(8, 17)));
    const before = await world.warehouse.app.db.pool.query<{ count: string }>("SELECT count(*) FROM parcels");
    expect(numbers).to.deep.equal([Number(before.rows[0]?.count) - 2, Number(before.rows[0]?.count) - 1]);
  });

  it("have a label for each parcel: its SSCC as a GS1-128 symbol with the digits below, and none for what is no parcel", async () => {
    const id = fresh();
    await hands.receive("a-01", 1, { gtin: PENCIL, lot: "LABEL" });
    await hands.instruct(id, 1, [[1, PENCIL, 1]]);
    await hands.pickAll(id);
    const { parcels } = await hands.pack(id);
    const sscc = parcels[0]?.sscc ?? expect.fail("a parcel");
    const label = await world.floor.get<string>(`/api/floor/parcels/${sscc}/label`);
    expect([label.status, label.headers.get("content-type")]).to.deep.equal([200, "image/svg+xml; charset=utf-8"]);
    const [code] = await readBars(label.body);
    expect([code?.content, code?.text.replaceAll(/\D/g, "")]).to.deep.equal(["GS1", `00${sscc}`]);
    expect(await codeOf(world.floor.get(`/api/floor/parcels/${ssccOf("9506000", 999_999_999n)}/label`))).to.deep.equal([
      404,
      "warehouse.unknown-scan",
    ]);
  });
});
