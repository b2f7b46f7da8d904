import { expect } from "chai";
import { run } from "../../src/cli/warehouse.ts";
import { addStaff, basic, clientOf, startWarehouseWorld, type WarehouseWorld } from "../support/warehouse/world.ts";

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

  it("is added by the operator’s command, which says in one sentence what is wrong", async () => {
    const ask = async (...args: string[]) => {
      let said = "";
      const sink = { write: (text: string) => (said += text) };
      return [await run(args, { stdout: sink, stderr: sink, env: { DATABASE_URL: world.databaseUrl } }), said] as const;
    };
    expect((await ask("staff", "add", "Vic"))[1]).to.match(/^Somebody of the staff has this name\./);
    expect((await ask("staff", "add", "a:b"))[0]).to.equal(1);
    expect((await ask("staff", "remove", "Vic"))[1]).to.match(/^Usage: /);
  });
});
