import { expect } from "chai";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { stockBalance, stockCheck, stockMove, type StockBalance, type StockMove } from "@waybill/protocol/schemas/api/stock";
import { run as stockCommand } from "../../src/cli/stock.ts";
import { recomputeStock } from "../../src/modules/stock/recompute.ts";
import { startTestBackend, type Answer, type TestBackend } from "../support/backend.ts";
import { installationToken } from "../support/installation.ts";
import { expectProblem } from "../support/problem.ts";
import { keysAlone } from "../support/sessions.ts";
import { BOOK, PENCIL } from "../support/stock/world.ts";

describe("the routes of stock", () => {
  let backend: TestBackend;
  let token: string;
  before(async () => {
    backend = await startTestBackend({ WAYBILL_ROLES: "api" }, { verifySignature: keysAlone });
    token = await installationToken(backend, "admin");
  });
  after(() => backend.stop());

  const post = (path: string, body: object, key?: string) =>
    backend.request("POST", `/api/stock/${path}`, { token, body, ...(key === undefined ? {} : { headers: { "Idempotency-Key": key } }) });
  const page = <Item>(answer: Answer) => answer.json<{ items: Item[]; next: string | null }>();
  const delivery = { warehouse: "alpha", gtin: BOOK, lot: "L1", expiry: "2999-01-31", quantity: 10, reference: "DN 17" };

  it("take in goods once for a key, and answer the line of the ledger", async () => {
    const answer = await post("receipts", delivery, "delivery-1");
    expect(answer.status, answer.text).to.equal(201);
    const { quantity: _, ...place } = delivery;
    expect(stockMove.parse(answer.json())).to.include({ ...place, quantity: 10, from: "outside", to: "available", cause: "received" });
    const again = await post("receipts", delivery, "delivery-1");
    expect([again.status, again.text]).to.deep.equal([201, answer.text]);
    expect(again.headers.get("idempotency-replayed")).to.equal("true");
    expectProblem(await post("receipts", { ...delivery, quantity: 11 }, "delivery-1"), 422, "platform.key-reused");
    // An answer that was lost with its process: the ledger knows the key as well.
    await backend.app.db.pool.query("DELETE FROM idempotency_keys");
    expect((await post("receipts", delivery, "delivery-1")).text).to.equal(answer.text);
    await backend.app.db.pool.query("DELETE FROM idempotency_keys");
    expectProblem(await post("receipts", { ...delivery, quantity: 11 }, "delivery-1"), 422, "stock.key-reused");
    const { rows } = await backend.app.db.pool.query("SELECT action, subject, details FROM audit_entries WHERE stream = 'stock'");
    expect(rows).to.deep.equal([{ action: "stock.received", subject: BOOK, details: { warehouse: "alpha", change: 10 } }]);
  });

  it("list balances page by page, and narrowed by goods and warehouse", async () => {
    for (const [warehouse, lot, expiry] of [
      ["beta", "L1", null],
      ["alpha", null, null],
      ["alpha", "L0", "2998-12-31"],
    ] as const)
      await post("receipts", { ...delivery, gtin: PENCIL, warehouse, lot, expiry });
    const items: { gtin: string; warehouse: string; lot: string | null }[] = [];
    for (let after: string | null = ""; after !== null;) {
      const answer = await backend.request("GET", `/api/stock/balances?limit=1${after && `&after=${after}`}`, { token });
      const { items: shown, next } = pageOf(stockBalance).parse(answer.json());
      items.push(...shown);
      after = next;
    }
    expect(items.map(({ gtin, warehouse, lot }) => [gtin, warehouse, lot])).to.deep.equal([
      [BOOK, "alpha", "L1"],
      [PENCIL, "alpha", "L0"],
      [PENCIL, "alpha", null],
      [PENCIL, "beta", "L1"],
    ]);
    const narrowed = await backend.request("GET", `/api/stock/balances?gtin=${PENCIL}&warehouse=beta`, { token });
    expect(page(narrowed).items).to.deep.equal([
      { warehouse: "beta", gtin: PENCIL, lot: "L1", expiry: null, onHand: 10, reserved: 0, available: 10, isExpired: false, isSold: true },
    ]);
    const lotsOf = async (query: string) =>
      page<StockBalance>(await backend.request("GET", `/api/stock/balances?gtin=${PENCIL}&${query}`, { token })).items.map(
        ({ warehouse, lot }) => `${warehouse} ${lot}`,
      );
    expect(await lotsOf("lot=L1")).to.deep.equal(["beta L1"]);
    expect(await lotsOf("state=available")).to.deep.equal(["alpha L0", "alpha null", "beta L1"]);
    for (const state of ["reserved", "expired", "empty"]) expect(await lotsOf(`state=${state}`), state).to.deep.equal([]);
    await backend.app.db.pool.query("UPDATE stock_balances SET expiry = '2020-01-31' WHERE gtin = $1 AND lot = 'L0'", [PENCIL]);
    expect(await lotsOf("state=expired")).to.deep.equal(["alpha L0"]);
    await backend.app.db.pool.query("UPDATE stock_balances SET expiry = '2998-12-31' WHERE gtin = $1 AND lot = 'L0'", [PENCIL]);
    expectProblem(await backend.request("GET", "/api/stock/balances?after=nonsense", { token }), 400, "platform.bad-request");
    expectProblem(await backend.request("GET", "/api/stock/balances?state=nonsense", { token }), 400, "platform.bad-request");
  });

  it("put the ledger right by a count, and list its lines, the newest first", async () => {
    const { quantity: _, ...place } = delivery;
    const count = (counted: number) => post("counts", { ...place, counted });
    expect((await count(8)).json()).to.include({ quantity: 2, from: "available", to: "outside", cause: "counted" });
    expect((await count(8)).json()).to.include({ quantity: 0 });
    const first = page<StockMove>(await backend.request("GET", `/api/stock/moves?gtin=${BOOK}&limit=2`, { token }));
    expect(first.items.map(({ cause, quantity }) => [cause, quantity])).to.deep.equal([
      ["counted", 0],
      ["counted", 2],
    ]);
    const second = await backend.request("GET", `/api/stock/moves?gtin=${BOOK}&limit=2&after=${first.next}`, { token });
    expect(page<StockMove>(second).items.map(({ cause }) => cause)).to.deep.equal(["received"]);
    expect(page(second).next).to.equal(null);
    // As many deliveries add up to.
    expect((await count(3_000_000_000)).json()).to.include({ quantity: 2_999_999_992, to: "available" });
    expect((await count(8)).json()).to.include({ quantity: 2_999_999_992, to: "outside" });
    expectProblem(await count(1_000_000_000_001), 400, "platform.bad-request");
  });

  it("refuse what is no delivery, with a pointer to each fault, and change nothing", async () => {
    const before = (await backend.request("GET", "/api/stock/balances", { token })).text;
    const wrong = { warehouse: "Alpha 1", gtin: "09506000134353", lot: "ü", expiry: "2026-02-30", quantity: 1.5, more: true };
    const { errors = [] } = expectProblem(await post("receipts", wrong), 400, "platform.bad-request");
    expect(errors.map(({ pointer }) => pointer)).to.include.members(["/warehouse", "/gtin", "/lot", "/expiry", "/quantity"]);
    expectProblem(await post("receipts", { ...delivery, expiry: "0000-01-01" }), 400, "platform.bad-request");
    for (const place of [["1"], [BOOK, "2026-02-30", "alpha", ""], [BOOK, "infinity", "alpha", "\0"]]) {
      const after = Buffer.from(JSON.stringify(place)).toString("base64url");
      expectProblem(await backend.request("GET", `/api/stock/balances?after=${after}`, { token }), 400, "platform.bad-request");
    }
    for (const quantity of [0, -1, 1_000_001])
      expectProblem(await post("receipts", { ...delivery, quantity }), 400, "platform.bad-request");
    expect((await backend.request("GET", "/api/stock/balances", { token })).text).to.equal(before);
  });

  it("are degraded, measured and told outside once a balance is not what its moves add up to, which nobody repairs", async () => {
    const { pool } = backend.app.db;
    const ready = async () => (await backend.request("GET", "/readyz")).json<{ checks: Record<string, { state: string }> }>();
    const check = async () => {
      const said: string[] = [];
      const io = { stdout: { write: (text: string) => said.push(text) }, stderr: { write: (text: string) => said.push(text) } };
      const code = await stockCommand(["check"], { ...io, env: { DATABASE_URL: backend.app.config.databaseUrl.reveal() } });
      return [code, ...said.join("").trim().split("\n")];
    };
    const metric = async () => /^waybill_stock_drift (\d+)$/m.exec(await backend.app.metrics.registry.metrics())?.[1];
    const told = async () => stockCheck.parse((await backend.request("GET", "/api/stock/check", { token })).json()).check;
    expect(await told()).to.equal(null);
    await recomputeStock(backend.app);
    expect(await told()).to.deep.include({ places: 4, drifted: 0 });
    expect(await check()).to.deep.equal([0, "4 balances, all of them what their moves add up to."]);
    expect([(await ready()).checks["stock"]?.state, await metric()]).to.deep.equal(["ok", "0"]);

    await pool.query("UPDATE stock_balances SET on_hand = 9 WHERE gtin = $1", [BOOK]);
    await pool.query("DELETE FROM stock_balances WHERE warehouse = 'beta'");
    await recomputeStock(backend.app);
    await recomputeStock(backend.app);
    expect(await check()).to.deep.equal([
      1,
      "4 balances, 2 of them drifted.",
      `alpha ${BOOK} lot L1 expiry 2999-01-31: on hand 9, by its moves 8; reserved 0, by its moves 0`,
      `beta ${PENCIL} lot L1 expiry -: on hand 0, by its moves 10; reserved 0, by its moves 0`,
    ]);
    expect([(await ready()).checks["stock"]?.state, await metric()]).to.deep.equal(["degraded", "2"]);
    expect(await told()).to.deep.include({ places: 4, drifted: 2 });
    const { rows } = await pool.query("SELECT details FROM audit_entries WHERE action = 'stock.drifted'");
    expect(rows).to.deep.equal([{ details: { places: 4, drifted: 2 } }]);
    expect((await pool.query("SELECT on_hand FROM stock_balances WHERE gtin = $1", [BOOK])).rows).to.deep.equal([{ on_hand: "9" }]);
  });
});
