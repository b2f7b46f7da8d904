import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { createWarehouseDatabase } from "../support/databases.ts";
import { startFakeShop, TOKEN, type FakeShop } from "../support/warehouse/fake-shop.ts";
import { startWarehouseProcess, type WarehouseProcess } from "../support/warehouse/process.ts";
import { addStaff, basic, clientOf, environmentOf } from "../support/warehouse/world.ts";
import { waitFor } from "../support/wait-for.ts";

interface Report {
  state: string;
  checks: Record<string, { state: string; reason?: string }>;
}

describe("the warehouse as a process", function () {
  this.timeout(120_000);
  let shop: FakeShop;
  let databaseUrl: string;
  let running: WarehouseProcess | undefined;
  before(async () => {
    shop = await startFakeShop();
    databaseUrl = (await createWarehouseDatabase()).url;
  });
  after(() => shop.stop());
  afterEach(() => running?.signal("SIGKILL"));

  it("ends at once, with a sentence for each missing variable and code 1", async () => {
    running = startWarehouseProcess({});
    expect(await running.exited).to.equal(1);
    const lines = running.output().trim().split("\n");
    expect(lines.map((line) => line.split(" ")[0])).to.deep.equal([
      ...["DATABASE_URL", "STORE_URL", "SERVICE_TOKEN", "WAREHOUSE_ID", "WAREHOUSE_NAME", "WAREHOUSE_URL"],
      ...["WAREHOUSE_COUNTRY", "WAREHOUSE_LATITUDE", "WAREHOUSE_LONGITUDE", "SSCC_PREFIX"],
    ]);
    expect(lines.every((line) => line.includes(" is required: "))).to.equal(true);
  });

  it("is no part of a process with other roles", async () => {
    running = startWarehouseProcess({ ...environmentOf(databaseUrl, shop.url), WAYBILL_ROLES: "api,warehouse" });
    expect(await running.exited).to.equal(1);
    expect(running.output()).to.include('WAYBILL_ROLES is not usable ("api,warehouse")');
  });

  it("serves although the shop is away, says so, registers as soon as the shop answers, and ends cleanly on SIGTERM", async () => {
    shop.trouble = () => 503;
    running = startWarehouseProcess(environmentOf(databaseUrl, shop.url, { LOG_LEVEL: "info" }));
    const url = await running.url();
    const report = async () => (await clientOf(() => url, null).get<Report>("/readyz")).body;
    const degraded = await waitFor("a failure", async () => {
      const { checks } = await report();
      return checks["shop"]?.reason?.includes("failed") ? checks : undefined;
    });
    expect(degraded["shop"]?.state).to.equal("degraded");
    expect(running.output()).to.include("the shop does not know this warehouse yet").and.include("503");
    expect(running.output()).to.include("This warehouse has no staff yet").and.not.include(TOKEN);
    expect(running.output(), "nobody needs one here").to.not.include("knows no device");
    shop.trouble = () => undefined;
    await waitFor("the registration", async () => ((await report()).state === "ok" ? true : undefined));
    const { instance, ...registration } = shop.registrations[0] ?? expect.fail("it has registered");
    expect(registration).to.deep.equal({
      ...{ id: "alpha", name: "Alpha", url: "http://127.0.0.1:1", country: "DE", latitude: 52.5, longitude: 13.4, actor: null },
      terms: { minorPerShipment: 0, minorPerUnit: 0, minorPerTonneKilometre: 0, co2eMilligramsPerTonneKilometre: 0 },
    });
    const health = await clientOf(() => url, null).get<{ instance: string; sequence: number; id: string }>("/health");
    expect([health.body.id, health.body.instance, health.body.sequence]).to.deep.equal(["alpha", instance, 0]);
    running.signal("SIGTERM");
    expect(await running.exited).to.equal(0);
  });

  it("takes another token from its file without a restart, and shows it in no line of its log", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "waybill-token-")), "token");
    writeFileSync(file, `${TOKEN}\n`);
    const { SERVICE_TOKEN: _, ...env } = environmentOf(databaseUrl, shop.url, { LOG_LEVEL: "trace", SERVICE_TOKEN_FILE: file });
    running = startWarehouseProcess(env);
    const url = await running.url();
    const statusOf = async (token: string) => (await clientOf(() => url, `Bearer ${token}`).get("/inventory")).status;
    expect(await statusOf(TOKEN)).to.equal(200);
    const other = `${readFileSync(file, "utf8").trim()}-another`;
    writeFileSync(file, other);
    await waitFor("the other token", async () => ((await statusOf(other)) === 200 ? true : undefined));
    expect(await statusOf(TOKEN)).to.equal(401);
    const password = await addStaff(databaseUrl, "Lea", "--lead");
    expect((await clientOf(() => url, basic("Lea", password)).get("/api/floor/me")).status).to.equal(200);
    expect(running.output()).to.not.include(TOKEN).and.not.include(password);
  });
});
