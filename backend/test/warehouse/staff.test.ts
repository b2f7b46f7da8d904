import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { createDatabase } from "../../../test/support/postgres.ts";
import { run } from "../../src/cli/warehouse.ts";
import { startWarehouse } from "../../src/compose-warehouse.ts";
import { readWarehouseConfig } from "../../src/config/warehouse-config.ts";
import { migrate, openDatabase } from "../../src/platform/database.ts";
import { createLogger } from "../../src/platform/logging.ts";
import { openPersonalFields } from "../../src/platform/personal/personal-fields.ts";
import { WAREHOUSE_JOBS } from "../../src/warehouse/housekeeping.ts";
import { WAREHOUSE_MIGRATIONS } from "../../src/warehouse/migrations/index.ts";
import { addStaff, basic, clientOf, environmentOf, homeOf, startWarehouseWorld, type WarehouseWorld } from "../support/warehouse/world.ts";

interface Member {
  id: string;
  name: string;
  isLead: boolean;
  endedAt: string | null;
}

describe("the staff of a warehouse", () => {
  let world: WarehouseWorld;
  before(async () => (world = await startWarehouseWorld()));
  after(() => world.stop());

  const as = (name: string, password: string) => clientOf(() => world.warehouse.url, basic(name, password));
  const PASSWORD = "twelve green bottles";
  const add = (body: object) => world.floor.send<Member & { code: string }>("POST", "/api/floor/staff", body);

  it("is added by a lead, signs in with every request, and is known by name", async () => {
    const added = await add({ name: "Tom Tester", password: PASSWORD });
    expect([added.status, added.body.isLead]).to.deep.equal([201, false]);
    const { body } = await as("Tom Tester", PASSWORD).get("/api/floor/me");
    expect(body).to.deep.equal({ name: "Tom Tester", role: "staff", warehouse: { id: "alpha", name: "Alpha" } });
    expect((await add({ name: "Tom Tester", password: PASSWORD })).body.code).to.equal("warehouse.name-taken");
    expect((await add({ name: "Weak", password: "password1" })).body.code).to.equal("warehouse.weak-password");
    expect((await add({ name: "With:Colon", password: PASSWORD })).status).to.equal(400);
  });

  it("is let in no more once it does not work here, its tasks wait for others, and the last lead stays", async () => {
    const { body: added } = await add({ name: "Una", password: PASSWORD });
    await world.hands.bin("a-01");
    await world.hands.receive("a-01", 1);
    await world.hands.instruct("T-1", 1, [[1, "09506000134352", 1]]);
    const [task] = await world.hands.tasks("T-1");
    const taken = await as("Una", PASSWORD).send<{ state: string }>("POST", `/api/floor/tasks/${task?.id}/take`);
    expect(taken.body.state).to.equal("taken");
    expect((await world.floor.send<{ code: string }>("POST", `/api/floor/tasks/${task?.id}/take`)).body.code).to.equal(
      "warehouse.task-taken",
    );
    expect(await world.hands.tasks("T-1")).to.deep.equal([]);
    expect((await world.floor.send("DELETE", `/api/floor/staff/${added.id}`)).status).to.equal(200);
    expect((await as("Una", PASSWORD).get("/api/floor/me")).status).to.equal(401);
    expect((await world.hands.tasks("T-1")).map(({ state }) => state)).to.deep.equal(["open"]);
    const { items } = (await world.floor.get<{ items: Member[] }>("/api/floor/staff")).body;
    const lead = items.find(({ isLead }) => isLead);
    expect((await world.floor.send<{ code: string }>("DELETE", `/api/floor/staff/${lead?.id}`)).body.code).to.equal("warehouse.last-lead");
  });

  it("leads once a lead has said so, from the next request on, and no more when one says that; somebody always leads", async () => {
    const { body: added } = await add({ name: "Wanda", password: PASSWORD });
    const wanda = as("Wanda", PASSWORD);
    const lead = (id: string, isLead: boolean, by = world.floor) =>
      by.send<Member & { code: string }>("PUT", `/api/floor/staff/${id}/lead`, { isLead });
    const { items } = (await world.floor.get<{ items: Member[] }>("/api/floor/staff")).body;
    const first = items.find(({ isLead }) => isLead)?.id ?? "";
    expect((await lead(added.id, true, wanda)).status).to.equal(403);
    expect((await lead(first, false)).body.code).to.equal("warehouse.last-lead");
    for (let time = 0; time < 2; time++) expect((await lead(added.id, true)).body).to.include({ name: "Wanda", isLead: true });
    expect((await wanda.get<{ role: string }>("/api/floor/me")).body.role).to.equal("lead");
    expect((await lead(first, false, wanda)).body.isLead).to.equal(false);
    expect((await world.floor.get("/api/floor/staff")).status).to.equal(403);
    expect((await lead(added.id, false, wanda)).body.code).to.equal("warehouse.last-lead");
    expect((await lead(first, true, wanda)).status).to.equal(200);
    await world.floor.send("DELETE", `/api/floor/staff/${added.id}`);
    expect((await lead(added.id, true)).body.code, "who has left").to.equal("warehouse.unknown-staff");
    const { items: entries } = (await world.floor.get<{ items: { what: string }[] }>("/api/floor/log")).body;
    expect(entries.map(({ what }) => what).filter((what) => what.startsWith("lead-"))).to.deep.equal([
      "lead-given",
      "lead-taken",
      "lead-given",
    ]);
  });

  it("is locked out after ten wrong passwords from one address, also when they come at once; the right one then does not help", async () => {
    const right = await addStaff(world.databaseUrl, "Vic");
    const statuses = await Promise.all(
      Array.from({ length: 14 }, async (_, index) => (await as("Vic", `guess ${index}`).get("/api/floor/me")).status),
    );
    expect(statuses.filter((status) => status === 401).length).to.equal(10);
    expect(statuses.filter((status) => status === 429).length).to.equal(4);
    const refused = await as("Vic", right).get<{ code: string }>("/api/floor/me");
    expect([refused.body.code, refused.headers.get("retry-after")]).to.deep.equal(["warehouse.too-many-attempts", "900"]);
    expect((await as("Tom Tester", PASSWORD).get("/api/floor/me")).status, "others are let in").to.equal(200);
  });

  it("whose passwords are right is not counted, however often it asks", async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => as("Tom Tester", PASSWORD).get("/api/floor/me")));
    expect(answers.every(({ status }) => status === 200)).to.equal(true);
  });

  it("is kept as hashes alone", async () => {
    const { rows } = await world.warehouse.app.db.pool.query<{ hash: string }>("SELECT hash FROM staff");
    expect(rows.every(({ hash }) => hash.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"))).to.equal(true);
  });

  /** Tables of the database in which a text stands as it is. */
  const tablesWith = async (text: string) => {
    const { rows } = await world.warehouse.app.db.pool.query<{ name: string }>(
      "SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE schemaname IN ('public', 'graphile_worker') ORDER BY 1",
    );
    const found: string[] = [];
    for (const { name } of rows) {
      const { rowCount } = await world.warehouse.app.db.pool.query(
        `SELECT FROM ${name} t WHERE strpos(to_jsonb(t)::text, $1) > 0 OR strpos(to_jsonb(t)::text, $2) > 0`,
        [text, Buffer.from(text).toString("hex")],
      );
      if ((rowCount ?? 0) > 0) found.push(name);
    }
    return found;
  };

  it("is named in no table of the database; lists and log show names, until some time after somebody has left", async () => {
    const { body: added } = await add({ name: "Zelda Zunge", password: PASSWORD });
    expect(added.name).to.equal("Zelda Zunge");
    expect((await as("Zelda Zunge", PASSWORD).get("/api/floor/me")).status).to.equal(200);
    const ended = await world.floor.send<Member>("DELETE", `/api/floor/staff/${added.id}`);
    expect(ended.body.name).to.equal("Zelda Zunge");
    expect(await tablesWith("Zelda")).to.deep.equal([]);
    expect(await tablesWith(added.id), "as a name would be found").to.include.members(["public.log", "public.staff"]);
    const told = async () => {
      const { items } = (
        await world.floor.get<{ items: { what: string; by: string; details: { staff?: string | null } }[] }>("/api/floor/log")
      ).body;
      return items.slice(0, 2).map(({ what, by, details }) => [what, by, details.staff]);
    };
    expect(await told()).to.deep.equal([
      ["staff-ended", "Lea", "Zelda Zunge"],
      ["staff-added", "Lea", "Zelda Zunge"],
    ]);

    const { app } = world.warehouse;
    const after = (days: number) => ({ ...app, clock: { now: () => new Date(app.clock.now().getTime() + days * 86_400_000) } });
    const listed = async () =>
      (await world.floor.get<{ items: Member[] }>("/api/floor/staff")).body.items.find(({ id }) => id === added.id);
    await WAREHOUSE_JOBS["warehouse:purge"]?.(after(89), {});
    expect((await listed())?.name).to.equal("Zelda Zunge");
    await WAREHOUSE_JOBS["warehouse:purge"]?.(after(91), {});
    expect((await listed())?.name).to.equal(null);
    expect(app.personal.destroyed()).to.include(`staff:${added.id}`);
    expect(await told()).to.deep.equal([
      ["staff-ended", "Lea", null],
      ["staff-added", "Lea", null],
    ]);
    expect((await add({ name: "Zelda Zunge", password: PASSWORD })).status, "the name is free").to.equal(201);
  });

  it("is sealed at the start where an older version wrote names down, and the log names it by its id from then on", async () => {
    const { url, drop } = await createDatabase();
    const older = WAREHOUSE_MIGRATIONS.filter(({ name }) => !name.startsWith("SealedNames"));
    const db = await openDatabase({ url, entities: [], migrations: older, log: createLogger("fatal") });
    await migrate(db);
    const { rows } = await world.warehouse.app.db.pool.query<{ hash: string }>(
      "SELECT hash FROM staff WHERE id = (SELECT id FROM staff WHERE NOT is_lead AND ended_at IS NULL LIMIT 1)",
    );
    const id = randomUUID();
    await db.pool.query("INSERT INTO staff (id, name, hash, is_lead, created_at) VALUES ($1, 'Old Hand', $2, true, now())", [
      id,
      rows[0]?.hash,
    ]);
    await db.pool.query(
      `INSERT INTO log (at, by, what, details) VALUES (now(), 'operator', 'staff-added', '{"staff": "${id}", "name": "Old Hand"}'), (now(), 'Old Hand', 'counted', '{}')`,
    );
    await db.close();
    const running = await startWarehouse(readWarehouseConfig(environmentOf(url, world.shop.url)));
    const hand = clientOf(() => running.url, basic("Old Hand", PASSWORD));
    expect((await hand.get<{ name: string }>("/api/floor/me")).body.name).to.equal("Old Hand");
    const { items } = (await hand.get<{ items: { by: string; details: object }[] }>("/api/floor/log")).body;
    expect(items.map(({ by, details }) => [by, details])).to.deep.equal([
      ["Old Hand", {}],
      ["operator", { staff: "Old Hand" }],
    ]);
    const { rows: kept } = await running.app.db.pool.query<{ by: string; details: object }>("SELECT by, details FROM log ORDER BY id");
    expect(kept).to.deep.equal([
      { by: "operator", details: { staff: id } },
      { by: id, details: {} },
    ]);
    const { rows: waiting } = await running.app.db.pool.query("SELECT FROM staff_to_seal");
    expect(waiting).to.deep.equal([]);
    await running.stop();
    drop();
  });

  it("is added by the operator’s command, which says in one sentence what is wrong", async () => {
    let home = homeOf(world.databaseUrl);
    const ask = async (...args: string[]) => {
      let said = "";
      const sink = { write: (text: string) => (said += text) };
      return [await run(args, { stdout: sink, stderr: sink, env: { DATABASE_URL: world.databaseUrl, WAYBILL_HOME: home } }), said] as const;
    };
    expect((await ask("staff", "add", "Vic"))[1]).to.match(/^Somebody of the staff has this name\./);
    expect((await ask("staff", "add", "a:b"))[0]).to.equal(1);
    expect((await ask("staff", "remove", "Vic"))[1]).to.match(/^Usage: /);
    // A name that was sealed under other keys would be found by nobody.
    home = mkdtempSync(join(tmpdir(), "waybill-warehouse-"));
    expect((await ask("staff", "add", "Wim"))[1]).to.match(/^There is no key of the warehouse in .* set WAYBILL_HOME/);
    expect(readdirSync(home)).to.deep.equal([]);
    openPersonalFields(
      { personal: { keyFile: join(home, "personal-key.json"), dataKeys: join(home, "personal-data-keys") } },
      world.warehouse.app,
    );
    expect((await ask("staff", "add", "Wim"))[1]).to.match(/personal-key.json is not the key of this warehouse\./);
  });
});
