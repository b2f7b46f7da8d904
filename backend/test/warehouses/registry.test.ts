import { randomUUID } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RegistrationAnswer } from "@waybill/protocol/schemas/warehouse/registration";
import type { WarehouseChange } from "@waybill/protocol/schemas/api/warehouses";
import { expect } from "chai";
import { TAKEN_OVER_MILLISECONDS } from "../../src/config/secret-files.ts";
import { createLines } from "../../src/modules/warehouses/line/lines.ts";
import { availableNow } from "../../src/modules/stock/stock.queries.ts";
import { registerWarehouse } from "../../src/modules/warehouses/register.ts";
import { warehouseToken } from "../../src/config/warehouse-token.ts";
import type { App } from "../../src/platform/app.ts";
import type { FakeWarehouseServer } from "../support/fake-warehouse-server.ts";
import { installationToken } from "../support/installation.ts";
import { expectProblem } from "../support/problem.ts";
import { waitFor } from "../support/wait-for.ts";
import { APPLE, BOOK, startWarehousesShop, type WarehousesShop } from "../support/warehouses-shop.ts";

const stock = (onHand: number) => ({ kind: "stock", gtin: BOOK, lot: "L1", expiry: null, onHand, cause: "counted" }) as const;

describe("the registry of warehouses", () => {
  let shop: WarehousesShop;
  const secretFile = join(mkdtempSync(join(tmpdir(), "waybill-secret-")), "secret");
  const secret = "a-secret-of-at-least-thirty-two-characters";
  before(async function () {
    this.timeout(120_000);
    shop = await startWarehousesShop();
  });
  after(() => shop.stop());

  const history = async (id: string) =>
    (await shop.get(`/api/warehouses/${id}/history`)).json<{ items: WarehouseChange[] }>().items.map(({ became }) => became);

  it("takes a warehouse in once, and what it says of itself later", async () => {
    const alpha = await shop.warehouse("alpha", { isRegistered: false });
    const first = await alpha.register();
    expect(first.status, first.text).to.equal(201);
    expect(first.json<RegistrationAnswer>()).to.deep.equal({ healthSeconds: 86400, reconcileSeconds: 86400, taken: 0 });
    await alpha.tell(stock(1));
    const again = await alpha.register({ name: "Alpha of Berlin" });
    expect([again.status, again.json<RegistrationAnswer>().taken]).to.deep.equal([200, 1]);
    expect(await shop.view()).to.include({ name: "Alpha of Berlin", status: "HEALTHY", breaker: "closed", isPaused: false });
    expect(await history("alpha")).to.deep.equal(["registered"]);
    const { rows } = await shop.app.db.pool.query("SELECT subject FROM audit_entries WHERE action = 'warehouse.registered'");
    expect(rows).to.deep.equal([{ subject: "alpha" }]);
  });

  it("takes nobody in who speaks for another, or without a token", async () => {
    const [alpha, eve] = [await shop.warehouse("alpha-2", { isRegistered: false }), await shop.warehouse("eve", { isRegistered: false })];
    const register = (token?: string) =>
      shop.request("POST", "/api/warehouses/register", { body: alpha.registration(), ...(token === undefined ? {} : { token }) });
    expectProblem(await register(eve.token), 403, "warehouses.not-yours");
    expectProblem(await register(), 401, "warehouses.unknown-token");
    expectProblem(await register(warehouseToken("another-secret-of-thirty-two-characters", "alpha-2")), 401, "warehouses.unknown-token");
    expect((await shop.get("/api/warehouses/alpha-2")).status).to.equal(404);
  });

  it("takes nobody in whose name leads to something else", async () => {
    const events = await shop.warehouse("events", { isRegistered: false });
    expectProblem(await events.register(), 400, "platform.bad-request");
  });

  describe("of tokens that", () => {
    let other: WarehousesShop;
    before(async function () {
      this.timeout(120_000);
      writeFileSync(secretFile, `${secret}\n`);
      other = await startWarehousesShop({ SERVICE_SECRET_FILE: secretFile });
    });
    after(() => other.stop());

    it("end with the secret that they are made of, without a restart", async () => {
      const alpha = await other.warehouse("alpha", { isRegistered: false });
      const ask = async (of: string) =>
        (await other.request("POST", "/api/warehouses/register", { body: alpha.registration(), token: warehouseToken(of, "alpha") }))
          .status;
      expect(await ask(secret)).to.equal(201);
      const next = "another-secret-of-at-least-thirty-two-characters";
      writeFileSync(secretFile, next);
      await waitFor(`the new secret, within ${TAKEN_OVER_MILLISECONDS} ms`, async () => ((await ask(next)) === 200 ? true : undefined));
      expect(await ask(secret)).to.equal(401);
    });

    it("are replaced without a warehouse being away: beside a new secret the one before counts, until it is taken out", async () => {
      const [before, next] = ["the-secret-that-all-warehouses-have-now", "the-secret-that-they-are-to-have-from-now"];
      const beta = await other.warehouse("beta", { isRegistered: false });
      beta.token = warehouseToken(before, "beta");
      const line = createLines(other.app).to(beta);
      const taken = (of: string, status: number) =>
        waitFor(`${status} for the token`, async () =>
          (await other.request("POST", "/api/warehouses/register", { body: beta.registration(), token: warehouseToken(of, "beta") }))
            .status === status
            ? true
            : undefined,
        );
      writeFileSync(secretFile, `${before}\n`);
      await waitFor("a registration", async () => ((await beta.register()).status === 201 ? true : undefined));

      writeFileSync(secretFile, `${next}\n${before}\n`);
      await taken(next, 200);
      // It still has the token of before: both directions go on.
      expect((await beta.tell(stock(1))).status).to.equal(200);
      beta.turnedAway = [];
      expect(await line.health()).to.include({ id: "beta" });
      expect(await line.withdraw({ id: "F-1", fence: 2 })).to.deep.equal({ fence: 2, answer: "withdrawn" });
      expect(beta.turnedAway).to.include.members(["/health", "/shipments/F-1/withdrawal"]);

      beta.token = warehouseToken(next, "beta");
      beta.turnedAway = [];
      expect((await beta.tell(stock(2))).status).to.equal(200);
      expect(await line.health()).to.include({ id: "beta" });
      expect(beta.turnedAway, "the newest is shown first").to.deep.equal([]);

      writeFileSync(secretFile, next);
      await taken(before, 401);
      expect((await beta.tell(stock(3))).status).to.equal(200);
      expect(await line.health()).to.include({ id: "beta" });
    });
  });

  it("calls no address in production that is not public, unless its host was named", async () => {
    const { app } = shop;
    const inProduction = (hosts: string[]): App => ({
      ...app,
      config: { ...app.config, mode: "production", warehouses: { ...app.config.warehouses, hosts } },
    });
    const alpha = await shop.warehouse("alpha-3", { isRegistered: false });
    const refusal = (url: string, hosts: string[] = []) =>
      registerWarehouse({ app: inProduction(hosts), listener: shop.shipments }, alpha.registration({ url }), {
        traceId: "1".repeat(32),
      }).then(
        () => "",
        (error: Error) => error.message,
      );
    const { host } = new URL(alpha.url);
    for (const url of [alpha.url, "http://169.254.169.254", "https://10.0.0.7", "https://localhost:5432", "https://me:x@warehouse.example"])
      expect(await refusal(url), url).to.include("The address must");
    expect(await refusal(alpha.url, ["127.0.0.1"]), "another port").to.include("The address must");
    expect(await refusal(alpha.url, [host])).to.equal("");
    expect(await refusal("https://warehouse.example/alpha")).to.equal("");
  });

  it("takes nothing from another database until an admin has accepted it, and from then on all of it", async () => {
    const alpha = await shop.warehouse("alpha-4");
    await alpha.tell(stock(3), stock(2));
    const [before, lost] = [alpha.instance, randomUUID()];
    alpha.instance = lost;
    alpha.sequence = 0;
    expectProblem(await alpha.register(), 409, "warehouses.other-instance");
    const messages = alpha.write(stock(9));
    expectProblem(await alpha.send(messages), 409, "warehouses.other-instance");
    expect(await shop.view(alpha.id)).to.include({ instance: before, otherInstance: lost, openConflicts: 1 });
    expect(await shop.balances(BOOK, alpha.id)).to.deep.equal({ L1: "2/0" });
    const { items } = (await shop.get("/api/warehouse-conflicts?open=true")).json<{ items: object[] }>();
    expect(items).to.have.length(1);
    expect(items[0]).to.include({ warehouse: alpha.id, kind: "instance", instance: lost, endedAt: null });

    expectProblem(await shop.post(`/api/warehouses/${alpha.id}/instance`, { instance: randomUUID() }), 409, "warehouses.no-other-instance");
    const accepted = await shop.post(`/api/warehouses/${alpha.id}/instance`, { instance: lost });
    expect(accepted.status, accepted.text).to.equal(200);
    expect(accepted.json()).to.deep.include({
      instance: lost,
      otherInstance: null,
      openConflicts: 0,
      messages: { taken: 0, told: 0, lag: 0 },
    });
    // It knows of nothing that was to be packed.
    expect(shop.shipments.heard).to.include(`${alpha.id} lost`);
    expect((await alpha.register()).status).to.equal(200);
    expect((await alpha.send(messages)).status).to.equal(200);
    expect(await shop.balances(BOOK, alpha.id)).to.deep.equal({ L1: "9/0" });
    expect(await history(alpha.id)).to.deep.equal(["accepted", "another", "registered"]);
  });

  it("forgets another database when the one that was known comes back", async () => {
    const alpha = await shop.warehouse("alpha-5");
    const known = alpha.instance;
    alpha.instance = randomUUID();
    await alpha.register();
    alpha.instance = known;
    expect((await alpha.register()).status).to.equal(200);
    expect(await shop.view(alpha.id)).to.include({ otherInstance: null, openConflicts: 0 });
  });

  describe("lets an admin", () => {
    let alpha: FakeWarehouseServer;
    before(async () => {
      alpha = await shop.warehouse("alpha-6");
    });

    it("send nothing new to a warehouse, and orders again", async () => {
      const paused = await shop.post(`/api/warehouses/${alpha.id}/pause`);
      expect([paused.status, paused.json()["isPaused"]]).to.deep.equal([200, true]);
      await shop.post(`/api/warehouses/${alpha.id}/pause`);
      expect((await shop.post(`/api/warehouses/${alpha.id}/resume`)).json()["isPaused"]).to.equal(false);
      expect(await history(alpha.id)).to.deep.equal(["resumed", "paused", "registered"]);
      const { rows } = await shop.app.db.pool.query<{ action: string }>(
        "SELECT action FROM audit_entries WHERE subject = $1 AND action IN ('warehouse.paused', 'warehouse.resumed') ORDER BY sequence",
        [alpha.id],
      );
      expect(rows.map(({ action }) => action)).to.deep.equal(["warehouse.paused", "warehouse.resumed"]);
    });

    it("take a warehouse out with all that it has, whose token opens nothing from then on, and let it in again", async () => {
      const gone = await shop.warehouse("gone");
      const left = async () => (await availableNow({ tx: shop.app.db.dataSource.manager, clock: shop.app.clock }, [APPLE])).get(APPLE) ?? 0;
      const apples = (onHand: number) => ({ ...stock(onHand), gtin: APPLE });
      await gone.tell(apples(5));
      await shop.ledger({ kind: "reserve", key: "apples", lines: [{ gtin: APPLE, quantity: 2 }] });
      shop.shipments.toShip = { orders: 2, pieces: 3, letGo: 1 };
      const struck = { orders: 2, pieces: 3, letGo: 1, onHand: 5, reserved: 2 };
      expect((await shop.get("/api/warehouses/gone/reach")).json()).to.deep.equal(struck);
      expect(await left()).to.equal(3);

      for (let time = 0; time < 2; time++) {
        const { status, ...answer } = await shop.post("/api/warehouses/gone/removal");
        expect([status, answer.json()["removedAt"]]).to.deep.equal([200, answer.json()["unsoldSince"]]);
        expect(answer.json()["removedAt"]).to.be.a("string");
      }
      expect(shop.shipments.heard.filter((line) => line === "gone removed")).to.have.length(1);
      expectProblem(await gone.register(), 403, "warehouses.removed");
      const messages = gone.write(apples(9));
      expectProblem(await gone.send(messages), 403, "warehouses.removed");
      for (const path of ["pause", "comparison"])
        expectProblem(await shop.post(`/api/warehouses/gone/${path}`), 409, "warehouses.is-removed");
      expect(await left()).to.equal(0);
      const more = { kind: "reserve", key: "more", lines: [{ gtin: APPLE, quantity: 1 }] } as const;
      const refusal = await shop.ledger(more).catch((error: Error) => error.message);
      expect(refusal).to.include(`Only 0 of ${APPLE} are left.`);
      expect(await shop.balances(APPLE, "gone"), "what is held stays held").to.deep.equal({ L1: "5/2" });
      expect(await history("gone"), "can be read").to.deep.equal(["removed", "registered"]);

      gone.shelf.set("apples", { gtin: APPLE, lot: "L1", expiry: null, onHand: 9 });
      expect((await shop.post("/api/warehouses/gone/admission")).json()).to.include({ removedAt: null });
      expect((await gone.register()).status).to.equal(200);
      expect((await gone.send(messages)).status).to.equal(200);
      await waitFor("its stock being sold", async () => ((await shop.view("gone")).unsoldSince === null ? true : undefined));
      expect(await left()).to.equal(7);
      await shop.ledger(more);
      expect(await history("gone")).to.deep.equal(["sold", "HEALTHY", "let-in", "removed", "registered"]);
      const { rows } = await shop.app.db.pool.query<{ action: string; details: object }>(
        "SELECT action, details FROM audit_entries WHERE subject = 'gone' AND action IN ('warehouse.removed', 'warehouse.let-in') ORDER BY sequence",
      );
      expect(rows.map(({ action }) => action)).to.deep.equal(["warehouse.removed", "warehouse.let-in"]);
      expect(rows[0]?.details).to.deep.equal(struck);
    });

    it("do nothing of that who has not proven lately who it is, and no auditor, who may look", async () => {
      const auditor = await installationToken(shop, "auditor");
      expect((await shop.request("GET", "/api/warehouses", { token: auditor })).status).to.equal(200);
      const refused = await shop.request("POST", `/api/warehouses/${alpha.id}/pause`, { token: auditor, body: {} });
      expectProblem(refused, 403, "platform.forbidden");
      shop.pass(301);
      for (const [path, body] of [
        ["pause", {}],
        ["resume", {}],
        ["removal", {}],
        ["admission", {}],
        ["instance", { instance: randomUUID() }],
      ] as const)
        expectProblem(await shop.post(`/api/warehouses/${alpha.id}/${path}`, body), 401, "platform.step-up-required");
    });

    it("page through what became of it", async () => {
      const page = async (after: string) =>
        (await shop.get(`/api/warehouses/${alpha.id}/history?limit=2${after}`)).json<{ items: WarehouseChange[]; next: string | null }>();
      const first = await page("");
      const second = await page(`&after=${first.next}`);
      expect([...first.items, ...second.items].map(({ became }) => became)).to.deep.equal(["resumed", "paused", "registered"]);
      expect(second.next).to.equal(null);
      const paused = (await page("&became=paused")).items;
      expect(paused.map(({ became }) => became)).to.deep.equal(["paused"]);
    });
  });
});
