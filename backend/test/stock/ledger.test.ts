import { expect } from "chai";
import { Client } from "pg";
import { createReserveFront } from "../../src/modules/stock/reserve-front.ts";
import { recompute } from "../../src/modules/stock/recompute.ts";
import type { StockRequest } from "../../src/modules/stock/stock.domain.ts";
import { heldBy } from "../../src/modules/stock/stock.queries.ts";
import { post } from "../../src/modules/stock/stock.service.ts";
import { inTransaction } from "../../src/platform/context.ts";
import { openStock, type StockApp } from "../support/stock/process.ts";
import { PENCIL, receipt, startStock, wordOf, type StockWorld } from "../support/stock/world.ts";
import { waitFor } from "../support/wait-for.ts";

describe("the ledger of stock", () => {
  let stock: StockWorld;
  before(async () => (stock = await startStock()));
  after(() => stock.stop());
  let made = 0;
  /** Goods that no other test has. */
  const freshGtin = () => String(++made).padStart(14, "9");
  const words = async (...requests: Parameters<StockWorld["post"]>) => (await stock.post(...requests)).map(wordOf);
  const held = (reservation: string) => heldBy({ tx: stock.db.dataSource.manager }, reservation);

  it("takes the earliest expiry first, over lots and warehouses, and never what has expired", async () => {
    const gtin = freshGtin();
    await stock.post(
      receipt("fefo 1", 5, { gtin, lot: "OLD", expiry: "2000-01-01" }),
      receipt("fefo 2", 2, { gtin, lot: "LATE", expiry: "2999-12-31" }),
      receipt("fefo 3", 2, { gtin, lot: "SOON", expiry: "2900-01-01", warehouse: "beta" }),
      receipt("fefo 4", 2, { gtin, lot: null }),
    );
    expect(await words({ kind: "reserve", key: "fefo r1", lines: [{ gtin, quantity: 3 }] })).to.deep.equal([
      "2 available>reserved beta SOON, 1 available>reserved alpha LATE",
    ]);
    expect(await words({ kind: "reserve", key: "fefo r2", lines: [{ gtin, quantity: 4 }] })).to.deep.equal(["stock.not-enough 3"]);
    expect(await words({ kind: "reserve", key: "fefo r3", lines: [{ gtin, quantity: 1, warehouse: "beta" }] })).to.deep.equal([
      "stock.not-enough 0",
    ]);
    expect(await words({ kind: "reserve", key: "fefo r4", lines: [{ gtin, quantity: 3 }] })).to.deep.equal([
      "1 available>reserved alpha LATE, 2 available>reserved alpha",
    ]);
  });

  it("answers a key the same again, refuses it for anything else, and decides a refused one anew", async () => {
    const gtin = freshGtin();
    const wish = { kind: "reserve", key: "again", lines: [{ gtin, quantity: 2 }] } as const;
    expect(await words(wish)).to.deep.equal(["stock.not-enough 0"]);
    await stock.post(receipt("again in", 3, { gtin }));
    const first = await words(wish);
    expect(await words(wish, wish, { ...wish, lines: [{ gtin, quantity: 1 }] })).to.deep.equal([...first, ...first, "stock.key-reused"]);
    expect(await words({ kind: "release", key: "again", reservation: "again" })).to.deep.equal(["stock.key-reused"]);
    expect(await words(receipt("again in", 3, { gtin }), receipt("again in", 4, { gtin }))).to.deep.equal([
      "3 outside>available alpha L1",
      "stock.key-reused",
    ]);
    expect(await stock.balances(gtin)).to.deep.equal({ "alpha L1": "3/2" });
  });

  it("ships in parts, and releases what is left", async () => {
    const gtin = freshGtin();
    await stock.post(receipt("ship in", 5, { gtin }), { kind: "reserve", key: "ship r", lines: [{ gtin, quantity: 4 }] });
    const parts = [{ gtin, warehouse: "alpha", lot: "L1", expiry: null, quantity: 3 }];
    expect(await words({ kind: "ship", key: "ship 1", reservation: "ship r", parts })).to.deep.equal(["3 reserved>outside alpha L1"]);
    expect(await words({ kind: "ship", key: "ship 1", reservation: "ship r", parts })).to.deep.equal(["3 reserved>outside alpha L1"]);
    expect(await words({ kind: "ship", key: "ship 2", reservation: "ship r", parts })).to.deep.equal(["stock.not-held"]);
    expect(await words({ kind: "ship", key: "ship 2", reservation: "ship r", parts: [] })).to.deep.equal(["stock.not-held"]);
    expect(await words({ kind: "ship", key: "ship 2", reservation: "nobody's", parts })).to.deep.equal(["stock.unknown-reservation"]);
    expect(await stock.balances(gtin)).to.deep.equal({ "alpha L1": "2/1" });
    expect(await words({ kind: "release", key: "ship 3", reservation: "ship r" })).to.deep.equal(["1 reserved>available alpha L1"]);
    expect(await words({ kind: "release", key: "ship 4", reservation: "ship r" })).to.deep.equal([""]);
    expect([await held("ship r"), await held("nobody's")]).to.deep.equal([[], undefined]);
    expect(await stock.balances(gtin)).to.deep.equal({ "alpha L1": "2/0" });
  });

  it("reserves all lines or none: what one cannot have is left for the next of the same batch", async () => {
    const [gtin, gone] = [freshGtin(), freshGtin()];
    await stock.post(receipt("all in", 10, { gtin }), receipt("all in 2", 3, { gtin: gone }));
    const [ten, one] = [
      { gtin, quantity: 10 },
      { gtin, quantity: 1 },
    ];
    const said = await words(
      { kind: "reserve", key: "all 1", lines: [ten, { gtin: gone, quantity: 4 }] },
      { kind: "reserve", key: "all 2", lines: [{ gtin: gone, quantity: 2 }, one] },
      { kind: "reserve", key: "all 3", lines: [one, ten] },
    );
    expect(said).to.deep.equal([
      "stock.not-enough 3",
      "2 available>reserved alpha L1, 1 available>reserved alpha L1",
      "stock.not-enough 8",
    ]);
    expect([await stock.balances(gtin), await stock.balances(gone)]).to.deep.equal([{ "alpha L1": "10/1" }, { "alpha L1": "3/2" }]);
    expect(await words({ kind: "release", key: "all 4", reservation: "all 2" })).to.deep.equal([
      "2 reserved>available alpha L1, 1 reserved>available alpha L1",
    ]);
  });

  it("gives all lines to one of two who want the same goods in other orders, over two processes", async () => {
    const [left, right] = [freshGtin(), freshGtin()];
    const second = await openStock(stock.url, 2);
    const [here, there] = [createReserveFront(stock), createReserveFront(second)];
    const lines = [left, right].map((gtin) => ({ gtin, quantity: 1 }));
    for (let n = 0; n < 10; n++) {
      await stock.post(receipt(`both left ${n}`, 1, { gtin: left }), receipt(`both right ${n}`, 1, { gtin: right }));
      const said = await Promise.all([here({ key: `both ${n}`, lines }), there({ key: `both, too ${n}`, lines: [...lines].reverse() })]);
      expect(said.map(wordOf).sort()).to.deep.equal(["1 available>reserved alpha L1, 1 available>reserved alpha L1", "stock.not-enough 0"]);
    }
    await second.db.close();
  });

  it("decides the lines of a request together, however many arrive", async () => {
    const gtin = freshGtin();
    await stock.post(receipt("large in", 1_000, { gtin }));
    const reserve = createReserveFront(stock);
    const ask = (n: number, count: number) =>
      reserve({ key: `large ${n}`, lines: Array.from({ length: count }, () => ({ gtin, quantity: 1 })) }).then((answer) =>
        "moves" in answer ? answer.moves.length : 0,
      );
    expect(await Promise.all([ask(0, 1), ask(1, 200), ask(2, 100), ask(3, 300), ask(4, 400), ask(5, 399)])).to.deep.equal([
      ...[1, 200, 100, 300, 0, 399],
    ]);
    expect(await stock.balances(gtin)).to.deep.equal({ "alpha L1": "1000/1000" });
  });

  it("holds nothing for a reservation that was let go before it was made", async () => {
    const gtin = freshGtin();
    await stock.post(receipt("late in", 5, { gtin }));
    const release = { kind: "release", key: "late 1", reservation: "late r" } as const;
    const reserve = { kind: "reserve", key: "late r", lines: [{ gtin, quantity: 2 }] } as const;
    expect(await words(release, reserve)).to.deep.equal(["0 reserved>available", "stock.let-go 0"]);
    expect(await words(reserve, release)).to.deep.equal(["stock.let-go 0", ""]);
    expect(await words(receipt("late r", 1, { gtin }))).to.deep.equal(["stock.key-reused"]);
    expect(await held("late r")).to.deep.equal([]);
    expect(await words({ kind: "release", key: "late 2", reservation: "late in" })).to.deep.equal(["stock.unknown-reservation"]);
    expect(await stock.balances(gtin)).to.deep.equal({ "alpha L1": "5/0" });
    expect((await recompute({ tx: stock.db.dataSource.manager })).drifted).to.equal(0);
  });

  /** Does `first` in a transaction that commits once `second` waits for it. */
  async function together<Result>(first: StockRequest, second: () => Promise<Result>): Promise<Result> {
    const { result } = await inTransaction(stock, async (ctx) => {
      await post(ctx, [first]);
      const result = second();
      await waitFor("the second to wait", async () => {
        const { rows } = await stock.db.pool.query(
          "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
        );
        return rows.length > 0 ? true : undefined;
      });
      // In an object, since it is done after this transaction.
      return { result };
    });
    return result;
  }

  it("holds nothing for who is let go while it reserves, whichever of the two is first", async () => {
    const gtin = freshGtin();
    await stock.post(receipt("race in", 5, { gtin }));
    const reserve = (key: string) => ({ kind: "reserve", key, lines: [{ gtin, quantity: 2 }] }) as const;
    const release = (reservation: string) => ({ kind: "release", key: `${reservation} let go`, reservation }) as const;
    const front = createReserveFront(stock);
    expect(wordOf(await together(release("race 1"), () => front(reserve("race 1"))))).to.equal("stock.let-go 0");
    expect(await together(reserve("race 2"), () => words(release("race 2")))).to.deep.equal(["2 reserved>available alpha L1"]);
    expect(await together(release("race 3"), () => words(release("race 3")))).to.deep.equal([""]);
    expect(await stock.balances(gtin)).to.deep.equal({ "alpha L1": "5/0" });
  });

  it("counts a place that it has never seen once, whoever else counts or receives there at the moment", async () => {
    const count = (key: string, gtin: string) =>
      ({ kind: "adjust", key, counted: 10, gtin, warehouse: "alpha", lot: "L1", expiry: null }) as const;
    const [counted, received] = [freshGtin(), freshGtin()];
    expect(await together(count("new 1", counted), () => words(count("new 2", counted)))).to.deep.equal(["0 outside>available alpha L1"]);
    expect(await stock.balances(counted)).to.deep.equal({ "alpha L1": "10/0" });
    const receive = receipt("new 3", 10, { gtin: received });
    expect(await together(receive, () => words(count("new 4", received)))).to.deep.equal(["0 outside>available alpha L1"]);
    expect(await stock.balances(received)).to.deep.equal({ "alpha L1": "10/0" });
  });

  it("moves a reservation to other places whole, or not at all", async () => {
    const gtin = freshGtin();
    await stock.post(receipt("move 1", 2, { gtin }), receipt("move 2", 2, { gtin, warehouse: "beta" }));
    await stock.post({ kind: "reserve", key: "move r", lines: [{ gtin, quantity: 2 }] });
    const at = (warehouse: string, quantity: number) => ({ gtin, warehouse, lot: "L1", expiry: null, quantity });
    const move = (key: string, ...to: ReturnType<typeof at>[]) => words({ kind: "move", key, reservation: "move r", to });
    expect(await move("move a", at("alpha", 1), at("beta", 2))).to.deep.equal(["stock.not-held"]);
    expect(await move("move b", at("gamma", 2))).to.deep.equal(["stock.not-enough 0"]);
    expect(await move("move c", at("alpha", 1), at("beta", 1))).to.deep.equal([
      "1 reserved>available alpha L1, 1 available>reserved beta L1",
    ]);
    expect(await move("move d", at("beta", 2))).to.deep.equal(["1 reserved>available alpha L1, 1 available>reserved beta L1"]);
    expect(await held("move r")).to.deep.equal([at("beta", 2)]);
    expect(await stock.balances(gtin)).to.deep.equal({ "alpha L1": "2/0", "beta L1": "2/2" });
  });

  it("is put right by a count, which is noted where nothing differs, and refused below what is reserved", async () => {
    const gtin = freshGtin();
    await stock.post(receipt("count in", 5, { gtin }), { kind: "reserve", key: "count r", lines: [{ gtin, quantity: 2 }] });
    const count = (key: string, counted: number, lot = "L1") =>
      words({ kind: "adjust", key, counted, gtin, warehouse: "alpha", lot, expiry: null });
    expect(await count("count 1", 4)).to.deep.equal(["1 available>outside alpha L1"]);
    expect(await count("count 2", 4)).to.deep.equal(["0 outside>available alpha L1"]);
    expect(await count("count 3", 1)).to.deep.equal(["stock.counted-below-reserved"]);
    expect(await count("count 4", 7, "FOUND")).to.deep.equal(["7 outside>available alpha FOUND"]);
    await stock.post(receipt("count in 2", 3, { gtin }));
    expect(await count("count 2", 4)).to.deep.equal(["0 outside>available alpha L1"]);
    expect(await stock.balances(gtin)).to.deep.equal({ "alpha FOUND": "7/0", "alpha L1": "7/2" });
  });

  it("only grows, and no balance is oversold, whoever tries", async () => {
    await stock.post(receipt("kept", 1, { gtin: PENCIL }));
    const tried = async (sql: string) =>
      stock.db.pool.query(sql).then(
        () => "done",
        (error: Error) => error.message,
      );
    for (const sql of ["UPDATE stock_moves SET quantity = 2", "DELETE FROM stock_moves", "TRUNCATE stock_moves"])
      expect(await tried(sql)).to.match(/the ledger only grows|permission denied/);
    expect(await tried("UPDATE stock_balances SET reserved = 2")).to.match(/stock_is_never_oversold/);
    const insert = (from: string, to: string, quantity: number) =>
      tried(
        `INSERT INTO stock_moves (key, part, content, cause, gtin, expiry, warehouse, lot, from_bucket, to_bucket, quantity, at)
         VALUES ('by hand', 0, '', 'reserved', '${PENCIL}', 'infinity', 'alpha', 'L1', '${from}', '${to}', ${quantity}, now())`,
      );
    expect(await insert("available", "reserved", 2)).to.match(/stock_is_never_oversold/);
    expect(await insert("available", "reserved", 0)).to.match(/stock_moves_check|quantity/);
    expect(await stock.balances(PENCIL)).to.deep.equal({ "alpha L1": "1/0" });
  });

  it("gives the last units to as many as there are, over many connections and several processes", async () => {
    const gtin = freshGtin();
    await stock.post(receipt("last in", 7, { gtin }));
    const others: StockApp[] = [await openStock(stock.url, 4), await openStock(stock.url, 4)];
    const fronts = others.map(createReserveFront);
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, n) => {
        const request = { key: `last ${n}`, lines: [{ gtin, quantity: 1 }] };
        const front = fronts[n % 3];
        return front ? front(request) : stock.post({ kind: "reserve", ...request }).then(([answer]) => answer);
      }),
    );
    for (const { db } of others) await db.close();
    const said = answers.map(wordOf);
    expect(said.filter((word) => word === "1 available>reserved alpha L1")).to.have.length(7);
    expect(said.filter((word) => word === "stock.not-enough 0")).to.have.length(53);
    expect(await stock.balances(gtin)).to.deep.equal({ "alpha L1": "7/7" });
  });

  it("answers each of those who arrive together by itself, also when two processes get one key at once", async () => {
    const [gtin, other] = [freshGtin(), freshGtin()];
    await stock.post(receipt("front in", 50, { gtin }), receipt("front in 2", 50, { gtin: other }));
    const second = await openStock(stock.url, 2);
    const [here, there] = [createReserveFront(stock), createReserveFront(second)];
    // The same key for other goods locks other rows, so the key alone can tell.
    const asked = Array.from({ length: 20 }, (_, n) => [
      here({ key: `front ${n}`, lines: [{ gtin, quantity: 1 }] }),
      there({ key: `front ${n}`, lines: [{ gtin: other, quantity: 1 }] }),
    ]);
    const said = await Promise.all(asked.map(async (both) => (await Promise.all(both)).map(wordOf).sort()));
    await second.db.close();
    for (const pair of said) expect(pair).to.deep.equal(["1 available>reserved alpha L1", "stock.key-reused"]);
    const left = [...Object.values(await stock.balances(gtin)), ...Object.values(await stock.balances(other))];
    expect(left.reduce((sum, text) => sum + Number(text.split("/")[1]), 0)).to.equal(20);
  });

  it("answers who asks again the same after all is sold, among others who get nothing", async () => {
    const gtin = freshGtin();
    await stock.post(receipt("sold in", 1, { gtin }));
    const reserve = createReserveFront(stock);
    const ask = (n: number) => reserve({ key: `sold ${n}`, lines: [{ gtin, quantity: 1 }] }).then(wordOf);
    const first = await Promise.all([ask(0), ask(1)]);
    expect(first).to.deep.equal(["1 available>reserved alpha L1", "stock.not-enough 0"]);
    expect(await Promise.all([ask(1), ask(0)])).to.deep.equal([...first].reverse());
  });

  it("refuses whoever comes when too many wait, and then holds nothing of it", async () => {
    const gtin = freshGtin();
    await stock.post(receipt("full in", 10_000, { gtin }));
    const locker = new Client(stock.url);
    await locker.connect();
    await locker.query("BEGIN");
    await locker.query("SELECT FROM stock_balances WHERE gtin = $1 FOR UPDATE", [gtin]);
    const reserve = createReserveFront(stock);
    const asked = Array.from({ length: 4_400 }, (_, n) =>
      reserve({ key: `full ${n}`, lines: [{ gtin, quantity: 1 }] }).then(
        wordOf,
        (error: { problem: { code: string } }) => error.problem.code,
      ),
    );
    await waitFor("the last is refused", async () => ((await Promise.race([asked.at(-1), Promise.resolve(undefined)])) ? true : undefined));
    await locker.query("ROLLBACK");
    await locker.end();
    const said = await Promise.all(asked);
    const refused = said.filter((word) => word === "stock.busy").length;
    expect(refused).to.be.greaterThan(0);
    expect(await stock.balances(gtin)).to.deep.equal({ "alpha L1": `10000/${4_400 - refused}` });
  });

  it("keeps nothing of a transaction whose connection is killed before it commits", async () => {
    const gtin = freshGtin();
    await stock.post(receipt("killed in", 5, { gtin }));
    const failed = await inTransaction(stock, async (ctx) => {
      await post(ctx, [{ kind: "reserve", key: "killed", lines: [{ gtin, quantity: 5 }] }]);
      const [{ pid } = { pid: 0 }] = await ctx.tx.query<{ pid: number }[]>("SELECT pg_backend_pid() AS pid");
      await stock.db.pool.query("SELECT pg_terminate_backend($1)", [pid]);
    }).catch((error: Error) => error);
    expect(failed).to.be.instanceOf(Error);
    expect(await stock.balances(gtin)).to.deep.equal({ "alpha L1": "5/0" });
    expect(await words({ kind: "reserve", key: "killed", lines: [{ gtin, quantity: 5 }] })).to.deep.equal([
      "5 available>reserved alpha L1",
    ]);
  });
});
