import type { DeviceView } from "@waybill/protocol/schemas/warehouse/floor";
import { expect } from "chai";
import { run } from "../../src/cli/warehouse.ts";
import { inTransaction } from "../../src/platform/context.ts";
import { exchangeCode } from "../../src/warehouse/devices/devices.store.ts";
import { hashOf, hashOfCode } from "../../src/warehouse/devices/secrets.ts";
import { WAREHOUSE_JOBS } from "../../src/warehouse/housekeeping.ts";
import { addDevice, addStaff, basic, clientOf, startWarehouseWorld, type Client, type WarehouseWorld } from "../support/warehouse/world.ts";

type Problem = Record<"code" | "title" | "detail", string>;
type Enrolled = Problem & { id: string; name: string; secret: string };

describe("the devices of a warehouse", () => {
  let world: WarehouseWorld;
  let password: string;
  /** As a lead at a known device. */
  let lead: Client;
  let secret: string;
  before(async () => {
    world = await startWarehouseWorld({ STAFF_DEVICES: "required" });
    password = await addStaff(world.databaseUrl, "Ann", "--lead");
    secret = await enrolled("Terminal 1");
    lead = at(secret);
  });
  after(() => world.stop());

  const url = () => world.warehouse.url;
  const nobody = clientOf(url, null);
  const sql = <Row extends object>(text: string, values: unknown[] = []) => world.warehouse.app.db.pool.query<Row>(text, values);
  const at = (device: string, who = basic("Ann", password)) => clientOf(url, who, { "waybill-device": device });
  const enrol = (code: string, keeper = "program") => nobody.send<Enrolled>("POST", "/api/floor/devices/enrol", { code, keeper });
  async function enrolled(name: string): Promise<string> {
    const { status, body } = await enrol(await addDevice(world.databaseUrl, name));
    expect(status, JSON.stringify(body)).to.equal(201);
    return body.secret;
  }
  const add = (name: string) => lead.send<DeviceView & { code: string }>("POST", "/api/floor/devices", { name });
  const list = async () => (await lead.get<{ items: DeviceView[] }>("/api/floor/devices")).body.items;
  const named = async (name: string) => (await list()).find((device) => device.name === name) ?? expect.fail(`a device ${name}`);
  const answerOf = async (client: Client) => {
    const { status, body } = await client.get<Problem>("/api/floor/me");
    return status === 200 ? "is let in" : `${status} ${body.code}`;
  };

  it("are what staff signs in from: without one no password is looked at, and whether it is right shows in no answer and no count", async () => {
    const answers = new Set<string>();
    for (const header of [basic("Ann", password), basic("Ann", "a wrong one"), basic("Nobody", "at all")])
      for (const path of ["/api/floor/me", "/api/floor/stock", "/inventory"]) {
        const { status, body } = await clientOf(url, header).get<Problem>(path);
        answers.add([status, body.code, body.title, body.detail].join(" "));
      }
    expect(answers.size).to.equal(1);
    expect([...answers][0]).to.include("403 warehouse.unknown-device This device is not known to the warehouse.");
    expect((await world.floor.send<Problem>("POST", "/api/floor/receipts", {})).body.code).to.equal("warehouse.unknown-device");
    expect((await sql("SELECT FROM staff_attempts")).rows).to.deep.equal([]);
    expect(await answerOf(lead)).to.equal("is let in");
  });

  it("let nobody in by themselves, and are asked of nobody but the staff", async () => {
    expect(await answerOf(clientOf(url, null, { "waybill-device": secret }))).to.equal("401 warehouse.sign-in-needed");
    expect(await answerOf(at(secret, basic("Ann", "a wrong one")))).to.equal("401 warehouse.sign-in-needed");
    expect((await world.asShop.get("/inventory")).status).to.equal(200);
    expect((await nobody.get("/health")).status).to.equal(200);
  });

  it("are known by the whole of their secret", async () => {
    const other = secret.startsWith("A") ? "B" : "A";
    for (const wrong of [other + secret.slice(1), secret.slice(1), `${secret}A`, "", "%00", "Terminal 1"])
      expect(await answerOf(at(wrong)), wrong).to.equal("403 warehouse.unknown-device");
  });

  it("get a code from a lead, who sees which waits, which was used when, and at which one this is", async () => {
    const { status, body: added } = await add("Terminal 2");
    expect([status, added.enrolledAt, added.isThis]).to.deep.equal([201, null, false]);
    expect(added.code).to.match(/^[A-Z2-7]{4}(-[A-Z2-7]{4}){3}$/);
    expect(Date.parse(added.codeExpiresAt ?? "") - Date.parse(added.addedAt)).to.equal(15 * 60_000);
    expect((await named("Terminal 2")).codeExpiresAt).to.equal(added.codeExpiresAt);
    // As people type it.
    const { body } = await enrol(` ${added.code.toLowerCase().replaceAll("-", " ").replaceAll("o", "0")}`);
    expect(body.name).to.equal("Terminal 2");
    const waited = await named("Terminal 2");
    expect([waited.codeExpiresAt, waited.addedBy, waited.usedAt]).to.deep.equal([null, "Ann", null]);
    expect(await answerOf(at(body.secret))).to.equal("is let in");
    expect((await named("Terminal 2")).usedAt).to.be.a("string");
    expect((await list()).filter(({ isThis }) => isThis).map(({ name }) => name)).to.deep.equal(["Terminal 1"]);
    expect((await add("Terminal 2")).body).to.include({ code: "warehouse.device-name-taken" });
    expect((await add("<b>")).status).to.equal(400);
  });

  it("use a code up once, also when many come with it at the same moment", async () => {
    const { code } = (await add("Terminal 3")).body;
    const answers = await Promise.all(Array.from({ length: 6 }, () => enrol(code)));
    expect(answers.map(({ status }) => status).toSorted()).to.deep.equal([201, ...Array<number>(5).fill(422)]);
    expect(answers.find(({ status }) => status === 422)?.body.code).to.equal("warehouse.unknown-code");
    expect(await answerOf(at(answers.find(({ status }) => status === 201)?.body.secret ?? ""))).to.equal("is let in");
    expect((await list()).filter(({ name }) => name === "Terminal 3")).to.have.length(1);
    // Those of one address take turns; those of several, or at another process, meet in the database.
    const codeHash = hashOfCode((await add("Terminal 3b")).body.code);
    const { app } = world.warehouse;
    const exchange = (index: number) => inTransaction(app, (ctx) => exchangeCode(ctx, { codeHash, secretHash: hashOf(`secret ${index}`) }));
    const found = await Promise.all(Array.from({ length: 6 }, (_, index) => exchange(index)));
    expect(found.filter((device) => device !== undefined).map(({ name }) => name)).to.deep.equal(["Terminal 3b"]);
    await sql("DELETE FROM staff_attempts");
  });

  it("take no code that has run out, gave way to a newer one, or whose device has ended", async () => {
    const first = (await add("Terminal 4")).body;
    const second = (await add("Terminal 4")).body;
    expect(second.id).to.equal(first.id);
    expect((await enrol(first.code)).body.code).to.equal("warehouse.unknown-code");
    await sql("UPDATE staff_devices SET code_expires_at = $2 WHERE id = $1", [second.id, world.warehouse.app.clock.now()]);
    expect((await enrol(second.code)).body.code).to.equal("warehouse.unknown-code");
    const third = (await add("Terminal 4")).body;
    expect((await lead.send("DELETE", `/api/floor/devices/${third.id}`)).status).to.equal(200);
    expect((await enrol(third.code)).body.code).to.equal("warehouse.unknown-code");
    await sql("DELETE FROM staff_attempts");
  });

  it("are known no more as soon as a lead has ended them, and their name is free", async () => {
    const ending = at(await enrolled("Terminal 5"));
    expect(await answerOf(ending)).to.equal("is let in");
    const { id } = await named("Terminal 5");
    expect((await lead.send<DeviceView>("DELETE", `/api/floor/devices/${id}`)).body.endedAt).to.be.a("string");
    expect(await answerOf(ending)).to.equal("403 warehouse.unknown-device");
    expect((await add("Terminal 5")).status).to.equal(201);
    const unknown = await lead.send<Problem>("DELETE", "/api/floor/devices/00000000-0000-4000-8000-000000000000");
    expect([unknown.status, unknown.body.code]).to.deep.equal([404, "warehouse.no-such-device"]);
  });

  it("keep their secret in a cookie that no script reads, no other page sends, and that is this warehouse's alone", async () => {
    const { body, headers } = await enrol((await add("Terminal 6")).body.code, "browser");
    expect(body.secret).to.equal(null);
    const [, name = "", value = "", attributes] = /^([^=]+)=([^;]{43}); (.+)$/.exec(headers.get("set-cookie") ?? "") ?? [];
    expect(name).to.equal("__Host-waybill-device-alpha");
    expect(attributes).to.equal("Path=/; HttpOnly; Secure; SameSite=Strict; Max-Age=34560000");
    const by = (cookie: string) => answerOf(clientOf(url, basic("Ann", password), { cookie }));
    expect(await by(`theme=dark; ${name}=${value}`)).to.equal("is let in");
    expect(await by(`__Host-waybill-device-beta=${value}`)).to.equal("403 warehouse.unknown-device");
    expect(await by(`x${name}=${value}`)).to.equal("403 warehouse.unknown-device");
    expect(await answerOf(clientOf(url, null, { cookie: `${name}=${value}` }))).to.equal("401 warehouse.sign-in-needed");
  });

  it("stand with hashes alone in the database, codes and secrets, and so does what is kept of answers", async () => {
    const { code } = (await add("Terminal 7")).body;
    const { rows: tables } = await sql<{ name: string }>("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'");
    expect(tables.map(({ name }) => name)).to.include.members(["staff_devices", "idempotency_keys", "log"]);
    const { rows } = await sql<{ hashes: number }>(
      "SELECT count(*)::integer AS hashes FROM staff_devices WHERE coalesce(octet_length(secret_hash), octet_length(code_hash)) = 32",
    );
    expect(rows[0]?.hashes).to.be.greaterThan(3);
    for (const { name } of tables)
      for (const text of [code, secret]) {
        const { rows: found } = await sql(`SELECT FROM "${name}" t WHERE t::text LIKE '%' || $1 || '%'`, [text]);
        expect(found, `${text} in ${name}`).to.deep.equal([]);
      }
  });

  it("are decided about by leads; the log says who did, and who was refused, a flood of the same once", async () => {
    const sam = at(secret, basic("Sam", await addStaff(world.databaseUrl, "Sam")));
    for (let times = 0; times < 3; times++) expect((await sam.send("POST", "/api/floor/devices", { name: "Sam’s" })).status).to.equal(403);
    expect((await add("Terminal 1")).status).to.equal(409);
    const { body } = await lead.get<{ items: { by: string; what: string; details: Record<string, string> }[] }>("/api/floor/log?limit=100");
    const refusals = body.items
      .filter(({ what }) => what === "refused")
      .map(({ by, details }) => `${by} ${details["act"]} ${details["code"]}`);
    expect(refusals.filter((line) => line.startsWith("Sam"))).to.deep.equal(["Sam devices:add warehouse.forbidden"]);
    expect(refusals.filter((line) => line.startsWith("Ann"))).to.deep.equal([
      "Ann devices:end warehouse.no-such-device",
      "Ann devices:add warehouse.device-name-taken",
    ]);
    expect(refusals.filter((line) => line.startsWith("nobody"))).to.have.members([
      "nobody sign-in warehouse.unknown-device",
      "nobody devices:enrol warehouse.unknown-code",
    ]);
    const done = body.items.filter(({ details }) => details["name"] === "Terminal 1").map(({ by, what }) => `${by} ${what}`);
    expect(done).to.deep.equal(["operator device-enrolled", "operator device-added"]);
    expect(body.items.filter(({ what }) => what === "device-ended")).to.have.length(2);
  });

  it("tell our own pages nothing that makes a browser ask for a password by itself, and keep it", async () => {
    const asked = (more: Record<string, string>) => clientOf(url, null, more).get("/api/floor/me");
    expect((await asked({})).headers.get("www-authenticate")).to.match(/^Basic /);
    expect((await asked({ "x-requested-with": "XMLHttpRequest" })).headers.get("www-authenticate")).to.equal('Bearer realm="warehouse"');
  });

  it("are forgotten after a day where their code was never written; those that are known stay", async () => {
    await add("Never came");
    const purge = WAREHOUSE_JOBS["warehouse:purge"] ?? expect.fail("there is one");
    const before = (await list()).filter(({ enrolledAt }) => enrolledAt !== null);
    await purge({ ...world.warehouse.app, clock: { now: () => new Date(Date.now() + 25 * 3_600_000) } }, {});
    expect((await list()).map(({ name }) => name)).to.deep.equal(before.map(({ name }) => name));
  });

  it("are added by the operator’s command, which says in one sentence what is wrong", async () => {
    const ask = async (...args: string[]) => {
      let said = "";
      const sink = { write: (text: string) => (said += text) };
      return [await run(args, { stdout: sink, stderr: sink, env: { DATABASE_URL: world.databaseUrl } }), said] as const;
    };
    expect(await ask("device", "add", "Terminal 1")).to.deep.equal([
      1,
      "A known device has this name. Choose another name, or end the other device first.\n",
    ]);
    expect(await ask("device", "add", "<b>")).to.deep.equal([
      1,
      "The name of a device must be 1 to 60 letters, digits, spaces, dots, hyphens, # or _.\n",
    ]);
    expect((await ask("device", "add"))[1]).to.match(/^Usage: /);
  });

  it("are guessed at no further after ten wrong codes from one address, also when they come at once; the right one then does not help", async () => {
    const { code } = (await add("Terminal 8")).body;
    const statuses = await Promise.all(Array.from({ length: 14 }, async (_, index) => (await enrol(`guess ${index}`)).status));
    expect(statuses.filter((status) => status === 422)).to.have.length(10);
    expect(statuses.filter((status) => status === 429)).to.have.length(4);
    const refused = await enrol(code);
    expect([refused.body.code, refused.headers.get("retry-after")]).to.deep.equal(["warehouse.too-many-attempts", "900"]);
    expect(await answerOf(lead), "who is known works on").to.equal("is let in");
  });
});
