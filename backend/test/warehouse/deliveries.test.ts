import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { createDatabase } from "../../../test/support/postgres.ts";
import { startWarehouse } from "../../src/compose-warehouse.ts";
import { readWarehouseConfig } from "../../src/config/warehouse-config.ts";
import { migrate, openDatabase } from "../../src/platform/database.ts";
import { createLogger } from "../../src/platform/logging.ts";
import { rotatePersonalKey } from "../../src/platform/personal/rotate-personal-key.ts";
import { WAREHOUSE_JOBS } from "../../src/warehouse/housekeeping.ts";
import { WAREHOUSE_MIGRATIONS } from "../../src/warehouse/migrations/index.ts";
import { TOKEN } from "../support/warehouse/fake-shop.ts";
import { startWarehouseProcess } from "../support/warehouse/process.ts";
import { addStaff, basic, BOOK, clientOf, DELIVERY, environmentOf, handsOf, startWarehouseWorld } from "../support/warehouse/world.ts";
import { waitFor } from "../support/wait-for.ts";

/** Names of files are those of keys, in hexadecimal. */
const fileOf = (key: string, kind: "key" | "erased") => `${Buffer.from(key).toString("hex")}.${kind}`;

describe("where parcels of a warehouse go", function () {
  this.timeout(120_000);
  let world: Awaited<ReturnType<typeof startWarehouseWorld>>;
  let made = 0;
  const fresh = () => `D-${++made}`;
  before(async () => {
    world = await startWarehouseWorld();
    await world.hands.bin("a-01");
    await world.hands.receive("a-01", 100);
  });
  after(() => world.stop());
  beforeEach(() => {
    world.shop.verdict = "go";
  });

  const query = async <Row extends object>(sql: string, values: unknown[] = []) =>
    (await world.warehouse.app.db.pool.query<Row>(sql, values)).rows;
  const kept = async (id: string) => {
    const [row] = await query<{ sealed: Buffer; key: string }>(
      "SELECT delivery_sealed AS sealed, delivery_key AS key FROM shipments WHERE id = $1",
      [id],
    );
    return row ?? expect.fail("there is such a shipment");
  };
  const files = () => readdirSync(world.warehouse.app.config.personal.dataKeys);
  const untilDestroyed = async (key: string) => {
    await waitFor("the end of the key", () => (files().includes(fileOf(key, "erased")) ? true : undefined));
    await waitFor("its file to go", () => (files().includes(fileOf(key, "key")) ? undefined : true));
  };
  const open = async (id: string) => {
    await world.hands.instruct(id, 1, [[1, BOOK, 1]]);
    return kept(id);
  };
  const pack = async (id: string) => {
    await world.hands.pickAll(id);
    await world.hands.pack(id);
  };

  it("lies sealed under a key each, and in no table of the database, though the floor reads it", async () => {
    const ids = [fresh(), fresh()];
    const keys = [];
    for (const id of ids) keys.push((await open(id)).key);
    expect(new Set(keys).size).to.equal(2);
    expect(files()).to.include.members(keys.map((key) => fileOf(key, "key")));
    for (const id of ids) expect((await world.hands.shipment(id)).delivery).to.deep.equal(DELIVERY);
    await pack(ids[0] ?? "");
    await world.hands.until(ids[0] ?? "", "loadable");
    await world.hands.ship(ids[0] ?? "");
    const tables = await query<{ name: string }>(
      "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
    );
    expect(tables.map(({ name }) => name)).to.include.members(["public.shipments", "public.messages", "public.log"]);
    for (const { name } of tables) {
      const rows = await query<{ text: string }>(`SELECT t::text AS text FROM ${name} AS t`);
      for (const word of [DELIVERY.name, ...DELIVERY.lines, DELIVERY.postcode, DELIVERY.city])
        expect(
          rows.filter(({ text }) => text.includes(word) || text.includes(Buffer.from(word).toString("hex"))),
          name,
        ).to.deep.equal([]);
    }
  });

  it("is forgotten with its key as soon as nothing leaves, in restored copies of the row, too", async () => {
    const id = fresh();
    const { sealed, key } = await open(id);
    await world.hands.withdraw(id, 2);
    expect(await kept(id)).to.deep.equal({ sealed: null, key: null });
    await untilDestroyed(key);
    await query("UPDATE shipments SET delivery_sealed = $2, delivery_key = $3 WHERE id = $1", [id, sealed, key]);
    expect((await world.hands.shipment(id)).delivery).to.equal(null);
  });

  it("is sealed under another key by each newer word, and the one before is destroyed", async () => {
    const id = fresh();
    const first = await open(id);
    await world.hands.instruct(id, 2, [[1, BOOK, 2]]);
    const second = await kept(id);
    expect(second.key).to.not.equal(first.key);
    await untilDestroyed(first.key);
    await world.hands.withdraw(id, 3);
    await untilDestroyed(second.key);
    await world.hands.instruct(id, 4, [[1, BOOK, 1]]);
    expect((await world.hands.shipment(id)).delivery, "called for again").to.deep.equal(DELIVERY);
  });

  it("is forgotten with its key when the shop has other plans for what was packed", async () => {
    const id = fresh();
    world.shop.verdict = "stale";
    const { key } = await open(id);
    await pack(id);
    await world.hands.until(id, "stale");
    await untilDestroyed(key);
  });

  it("keeps its key for thirty days after it left, and no longer", async () => {
    const id = fresh();
    const { key } = await open(id);
    await pack(id);
    await world.hands.until(id, "loadable");
    await world.hands.ship(id);
    const purge = WAREHOUSE_JOBS["warehouse:purge"] ?? expect.fail("there is one");
    const daysLater = (days: number) =>
      purge({ ...world.warehouse.app, clock: { now: () => new Date(Date.now() + days * 86_400_000) } }, {});
    await daysLater(29);
    expect(files()).to.include(fileOf(key, "key"));
    await daysLater(31);
    await untilDestroyed(key);
  });

  it("is forgotten when the shop says so, once nobody has to know it any more, and answered when the key is destroyed", async () => {
    const id = fresh();
    const { key } = await open(id);
    const say = () => world.asShop.send<{ answer?: string; code?: string }>("POST", `/shipments/${id}/forget`);
    const refusal = await say();
    expect([refusal.status, refusal.body.code]).to.deep.equal([409, "warehouse.under-way"]);
    await pack(id);
    await world.hands.until(id, "loadable");
    expect((await say()).status).to.equal(409);
    await world.hands.ship(id);
    for (let time = 0; time < 2; time++) {
      const { status, body } = await say();
      expect([status, body]).to.deep.equal([200, { answer: "forgotten" }]);
      expect(files()).to.include(fileOf(key, "erased")).and.not.include(fileOf(key, "key"));
    }
    expect((await world.hands.shipment(id)).delivery).to.equal(null);
    expect((await world.asShop.send<object>("POST", "/shipments/never-heard-of/forget")).body).to.deep.equal({ answer: "forgotten" });
  });

  it("loses its key as well when somebody empties its row by hand", async () => {
    const { key } = await open(fresh());
    await query("UPDATE shipments SET delivery_sealed = NULL, delivery_key = NULL, country = NULL WHERE delivery_key = $1", [key]);
    await untilDestroyed(key);
  });

  it("is read on after the key that wraps all of them was replaced, without a restart", async () => {
    const id = fresh();
    await open(id);
    rotatePersonalKey(world.warehouse.app.config.personal, new Date());
    expect((await world.hands.shipment(id)).delivery).to.deep.equal(DELIVERY);
  });

  it("is opened by no other keys: with those of another warehouse the program does not start, and says why", async () => {
    await open(fresh());
    const home = mkdtempSync(join(tmpdir(), "waybill-warehouse-"));
    const config = readWarehouseConfig(environmentOf(world.databaseUrl, world.shop.url, { WAYBILL_HOME: home }));
    const refusal = await startWarehouse(config).then(
      async (running) => {
        await running.stop();
        return "it started";
      },
      (error: unknown) => (error as Error).message,
    );
    expect(refusal).to.match(/^\S+personal-key\.json and \S+personal-data-keys do not hold the keys of this database: /);
  });

  it("is forgotten for good by the next process where one died before it destroyed the key", async () => {
    const { url: databaseUrl, drop } = await createDatabase();
    const env = environmentOf(databaseUrl, world.shop.url, { LOG_LEVEL: "info" });
    let running = startWarehouseProcess({ ...env, FAULT_AT: "warehouse.withdraw.after_commit:kill" });
    let url = await running.url();
    const password = await addStaff(databaseUrl, "Lea", "--lead");
    const hands = handsOf(
      clientOf(() => url, basic("Lea", password)),
      clientOf(() => url, `Bearer ${TOKEN}`),
    );
    await hands.bin("a-01");
    await hands.receive("a-01", 1);
    await hands.instruct("S-1", 1, [[1, BOOK, 1]]);
    const folder = join(env["WAYBILL_HOME"] ?? "", "personal-data-keys");
    const ofShipment = () => readdirSync(folder).filter((file) => file.startsWith(Buffer.from("shipment:").toString("hex")));
    const [name = ""] = ofShipment();
    expect(name).to.match(/\.key$/);
    await hands.withdraw("S-1", 2).catch(() => undefined);
    expect(await running.exited).to.equal("SIGKILL");
    running = startWarehouseProcess(env);
    url = await running.url();
    await waitFor("its mark alone", () => {
      const names = ofShipment();
      return names.length === 1 && names[0] === name.replace(".key", ".erased") ? true : undefined;
    });
    running.signal("SIGTERM");
    await running.exited;
    drop();
  });

  it("is sealed at the start where an older version wrote it down as it is", async () => {
    const { url: databaseUrl, drop } = await createDatabase();
    const older = WAREHOUSE_MIGRATIONS.filter(({ name }) => !name.startsWith("SealedDeliveries"));
    const db = await openDatabase({ url: databaseUrl, entities: [], migrations: older, log: createLogger("fatal") });
    await migrate(db);
    await db.pool.query(
      "INSERT INTO shipments (id, fence, word, state, delivery, changed_at) VALUES ('S-1', 1, '', 'open', $1, now()), ('S-2', 1, '', 'withdrawn', NULL, now())",
      [JSON.stringify(DELIVERY)],
    );
    await db.close();
    const warehouse = await startWarehouse(readWarehouseConfig(environmentOf(databaseUrl, world.shop.url)));
    const password = await addStaff(databaseUrl, "Lea", "--lead");
    const floor = clientOf(() => warehouse.url, basic("Lea", password));
    const hands = handsOf(floor, floor);
    expect([(await hands.shipment("S-1")).delivery, (await hands.shipment("S-2")).delivery]).to.deep.equal([DELIVERY, null]);
    expect((await hands.shipment("S-1")).country).to.equal("DE");
    const { rows } = await warehouse.app.db.pool.query<{ waiting: string }>("SELECT count(*) AS waiting FROM deliveries_to_seal");
    expect(rows).to.deep.equal([{ waiting: "0" }]);
    await warehouse.stop();
    drop();
  });
});
