import type { MessagesAnswer } from "@waybill/protocol/schemas/warehouse/instructions";
import { expect } from "chai";
import { randomUUID } from "node:crypto";
import { armFaults } from "../../src/platform/faults.ts";
import type { Answer } from "../support/backend.ts";
import type { FakeWarehouseServer } from "../support/fake-warehouse-server.ts";
import { expectProblem } from "../support/problem.ts";
import { APPLE, BOOK, startWarehousesShop, type WarehousesShop } from "../support/warehouses-shop.ts";

const goods = [{ line: 1, gtin: BOOK, lot: "L1", expiry: null, quantity: 2 }];
const packed = (shipment = "F1", fence = 1) => ({
  ...{ kind: "packed" as const, shipment, fence },
  parcels: [{ sscc: "340123450000000017", goods }],
});
const shipped = (shipment = "F1") => ({ kind: "shipped", shipment, fence: 1, carrier: "Post", tracking: null }) as const;
const stock = (onHand: number, lot: string | null = "L1", gtin = BOOK) =>
  ({ kind: "stock", gtin, lot, expiry: null, onHand, cause: "counted" }) as const;

describe("messages of a warehouse", () => {
  let shop: WarehousesShop;
  let warehouse: FakeWarehouseServer;
  before(async function () {
    this.timeout(120_000);
    shop = await startWarehousesShop();
  });
  after(() => shop.stop());
  let number = 0;
  beforeEach(async () => {
    shop.shipments.heard.length = 0;
    shop.shipments.verdict = "go";
    warehouse = await shop.warehouse(`alpha-${++number}`);
  });
  afterEach(() => armFaults(null));

  const answerOf = (answer: Answer) => {
    expect(answer.status, answer.text).to.equal(200);
    return answer.json<MessagesAnswer>();
  };

  it("are taken in their order, each with what follows from it, and answered up to where they are taken", async () => {
    const messages = warehouse.write(stock(5), packed(), shipped(), stock(3), {
      kind: "proven",
      shipment: "F1",
      fence: 1,
      parcels: [{ sscc: "340123450000000017", unit: `0x${"11".repeat(32)}`, events: [] }],
    });
    expect(answerOf(await warehouse.send(messages))).to.deep.equal({ taken: 5, verdicts: [{ id: messages[1]?.id, verdict: "go" }] });
    expect(shop.shipments.heard).to.deep.equal([`${warehouse.id} packed F1 1`, `${warehouse.id} shipped F1`, `${warehouse.id} proven F1`]);
    expect(await shop.balances(BOOK, warehouse.id)).to.deep.equal({ L1: "3/0" });
    expect((await shop.view(warehouse.id)).messages).to.deep.equal({ taken: 5, told: 5, lag: 0 });
  });

  it("count once, however often they come, and are answered as they were then", async () => {
    const messages = warehouse.write(packed(), stock(7));
    const first = answerOf(await warehouse.send(messages));
    shop.shipments.verdict = "stale";
    expect(answerOf(await warehouse.send(messages))).to.deep.equal(first);
    const [more] = warehouse.write(stock(6));
    if (more === undefined) throw new Error("one was written");
    expect(answerOf(await warehouse.send([...messages, more]))).to.deep.equal({ ...first, taken: 3 });
    expect(shop.shipments.heard).to.have.length(1);
    expect(await shop.balances(BOOK, warehouse.id)).to.deep.equal({ L1: "6/0" });
  });

  it("count once when the same come several times at the same moment", async () => {
    const messages = warehouse.write(packed("F1"), packed("F2"), stock(4), shipped("F1"));
    const answers = await Promise.all(Array.from({ length: 5 }, () => warehouse.send(messages)));
    for (const answer of answers) expect(answerOf(answer).taken).to.equal(4);
    expect(new Set(answers.map(({ text }) => text)).size).to.equal(1);
    expect(shop.shipments.heard).to.have.length(3);
  });

  it("are refused when some are missing before them, out of order, or others under the same number", async () => {
    const [first, second, third] = warehouse.write(stock(1), stock(2), stock(3));
    if (!first || !second || !third) throw new Error("three were written");
    const gap = expectProblem(await warehouse.send([second]), 409, "warehouses.gap");
    expect(gap.detail).to.include("The next sequence is 1");
    expectProblem(await warehouse.send([first, third]), 409, "warehouses.gap");
    expectProblem(await warehouse.send([second, first]), 409, "warehouses.gap");
    expect((await shop.view(warehouse.id)).messages.taken).to.equal(0);
    answerOf(await warehouse.send([first]));
    expectProblem(await warehouse.send([{ ...first, id: randomUUID() }]), 409, "warehouses.other-message");
    expectProblem(await warehouse.send([third]), 409, "warehouses.gap");
    expect(await shop.balances(BOOK, warehouse.id)).to.deep.equal({ L1: "1/0" });
  });

  it("leave nothing behind when the shop dies before it has noted them, and count once when it dies before it has answered", async () => {
    for (const point of ["warehouses.before_commit", "warehouses.before_answer"]) {
      armFaults(`${point}:throw`);
      const messages = warehouse.write(stock(10 + warehouse.sequence), packed(`F${warehouse.sequence}`));
      expect((await warehouse.send(messages)).status, point).to.equal(500);
      armFaults(null);
      const answer = answerOf(await warehouse.send(messages));
      expect(answer, point).to.deep.equal({ taken: messages.at(-1)?.sequence, verdicts: [{ id: messages[1]?.id, verdict: "go" }] });
    }
    const { rows } = await shop.app.db.pool.query<{ count: string }>(
      "SELECT count(*) AS count FROM stock_moves WHERE warehouse = $1 AND quantity > 0",
      [warehouse.id],
    );
    expect(rows[0]?.count).to.equal("2");
  });

  it("are taken up to the one that cannot be, which is met again at the beginning", async () => {
    const messages = warehouse.write(stock(9), shipped(), stock(8));
    shop.shipments.problem = new Error("The order is not ready.");
    expect(answerOf(await warehouse.send(messages))).to.deep.equal({ taken: 1, verdicts: [] });
    expect(await shop.balances(BOOK, warehouse.id)).to.deep.equal({ L1: "9/0" });
    shop.shipments.problem = new Error("The order is not ready.");
    expect((await warehouse.send(messages.slice(1))).status).to.equal(500);
    expect(answerOf(await warehouse.send(messages.slice(1))).taken).to.equal(3);
    expect(await shop.balances(BOOK, warehouse.id)).to.deep.equal({ L1: "8/0" });
  });

  it("about stock change the copy and the ledger, and of each lot the last word counts", async () => {
    answerOf(await warehouse.tell(stock(5), stock(7), stock(1, null), stock(2, "L2", APPLE), stock(0, "L2", APPLE)));
    expect(await shop.balances(BOOK, warehouse.id)).to.deep.equal({ "": "1/0", L1: "7/0" });
    const { items } = (await shop.get(`/api/warehouses/${warehouse.id}/stock?limit=2`)).json<{ items: object[] }>();
    expect(items).to.have.length(2);
    expect(items[1]).to.include({ gtin: BOOK, lot: "L1", onHand: 7, asOf: 2, drift: 0 });
  });

  it("that say less than is reserved are a conflict with both sides: nothing more is sold, and whoever reserved is told once", async () => {
    const { id } = warehouse;
    answerOf(await warehouse.tell(stock(5)));
    await shop.ledger({ kind: "reserve", key: `order:${id}`, lines: [{ gtin: BOOK, quantity: 3, warehouse: id }] });
    answerOf(await warehouse.tell(stock(2)));
    expect(await shop.balances(BOOK, id)).to.deep.equal({ L1: "3/3" });
    expect(shop.shipments.heard).to.deep.equal([`${id} lacks 1 of ${BOOK}`]);
    const open = async () =>
      (await shop.get(`/api/warehouse-conflicts?open=true&warehouse=${id}`)).json<{ items: { stock: object }[] }>().items;
    expect((await open()).map(({ stock }) => stock)).to.deep.equal([
      { gtin: BOOK, lot: "L1", expiry: null, theirs: 2, ours: 5, reserved: 3 },
    ]);
    expect(await shop.view(id)).to.include({ openConflicts: 1 });
    answerOf(await warehouse.tell(stock(2)));
    expect(shop.shipments.heard).to.have.length(1);
    await shop.ledger({ kind: "release", key: `release:${id}`, reservation: `order:${id}` });
    answerOf(await warehouse.tell(stock(2)));
    expect(await open()).to.deep.equal([]);
    expect(await shop.balances(BOOK, id)).to.deep.equal({ L1: "2/0" });
  });

  it("that say less than is reserved are settled at once where whoever reserved lets go at once", async () => {
    const { id } = warehouse;
    answerOf(await warehouse.tell(stock(5)));
    await shop.ledger({ kind: "reserve", key: `order:${id}`, lines: [{ gtin: BOOK, quantity: 3, warehouse: id }] });
    shop.shipments.whenShort = async (ctx) => {
      const { post } = await import("../../src/modules/stock/stock.queries.ts");
      await post(ctx, [{ kind: "release", key: `release:${id}`, reservation: `order:${id}` }]);
    };
    answerOf(await warehouse.tell(stock(2)));
    shop.shipments.whenShort = null;
    expect(await shop.balances(BOOK, id)).to.deep.equal({ L1: "2/0" });
    const { items } = (await shop.get(`/api/warehouse-conflicts?warehouse=${id}`)).json<{ items: { endedAt: string | null }[] }>();
    expect(items.map(({ endedAt }) => endedAt === null)).to.deep.equal([false]);
  });

  it("are nobody's with another token, an altered one, or none", async () => {
    const beta = await shop.warehouse(`beta-${number}`);
    const messages = warehouse.write(stock(5));
    expectProblem(await warehouse.send(messages, beta.token), 403, "warehouses.not-yours");
    const altered = warehouse.token.slice(0, -2) + (warehouse.token.endsWith("AA") ? "BB" : "AA");
    for (const token of [altered, shop.admin, "wbw_alpha_", `${warehouse.token}A`])
      expectProblem(await warehouse.send(messages, token), 401, "warehouses.unknown-token");
    expect((await shop.view(warehouse.id)).messages.taken).to.equal(0);
    answerOf(await warehouse.send(messages));
  });

  it("of one that has never registered are not taken", async () => {
    const stranger = await shop.warehouse(`stranger-${number}`, { isRegistered: false });
    expectProblem(await stranger.tell(stock(1)), 404, "warehouses.not-found");
  });

  it("cannot be changed afterwards, by whoever it is", async () => {
    answerOf(await warehouse.tell(stock(1)));
    for (const table of ["warehouse_messages", "warehouse_statuses"])
      for (const sql of [`DELETE FROM ${table}`, `UPDATE ${table} SET warehouse = ''`, `TRUNCATE ${table}`]) {
        const refusal = await shop.owner.query(sql).then(
          () => "",
          (error: Error) => error.message,
        );
        expect(refusal, sql).to.include("it only grows");
      }
  });
});
