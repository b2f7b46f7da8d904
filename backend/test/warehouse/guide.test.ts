import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { runCommand } from "../../../scripts/cli/run-command.ts";
import { ROOT } from "../../../scripts/start/root.ts";
import { createDatabase, startPostgres } from "../../../test/support/postgres.ts";
import { startFakeShop, type FakeShop } from "../support/warehouse/fake-shop.ts";
import { basic, clientOf, environmentOf, homeOf } from "../support/warehouse/world.ts";
import { waitFor } from "../support/wait-for.ts";

/** The commands of docs/guides/warehouse.md, as it has them. */
const [migrate = "", start = "", addLea = "", addTerminal = "", ...more] = [
  ...readFileSync(`${ROOT}/docs/guides/warehouse.md`, "utf8").matchAll(/```sh\n([^`]*)```/g),
].map(([, block = ""]) => block.trim());

/** The last line of what a command prints: what stands behind `npm run waybill --`. */
async function printedBy(words: string, env: Record<string, string>): Promise<string> {
  const args = [...words.matchAll(/"([^"]+)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? "");
  let said = "";
  const sink = { write: (text: string) => ((said += text), true) };
  expect(await runCommand(args, { stdout: sink, stderr: sink, cwd: ROOT, env }), said).to.equal(0);
  return said.trim().split("\n").at(-1) ?? "";
}

/** Behind the address of the database. */
function wordsOf(command: string): string {
  return /^(?:WAYBILL_HOME=… )?DATABASE_URL=postgres:\/\/… npm run waybill -- (.+)$/.exec(command)?.[1] ?? "";
}

describe("the guide of warehouses", function () {
  this.timeout(120_000);
  let shop: FakeShop;
  let databaseUrl: string;
  let ownerUrl: string;
  before(async () => {
    shop = await startFakeShop();
    const [{ name, url }, postgres] = [await createDatabase(), await startPostgres()];
    const user = { name: "guided_process", password: "works-with-them" };
    await postgres.createUser(user);
    [databaseUrl, ownerUrl] = [postgres.url(name, user), url];
  });
  after(() => shop.stop());

  it("makes the tables of one as their owner, starts it as somebody else, and lets its first lead sign in there, at its first device", async () => {
    expect(more).to.deep.equal([]);
    const [, migrating = "", words = ""] =
      /^WAYBILL_ROLES=(\S+) DATABASE_OWNER_URL=postgres:\/\/… npm run waybill -- (.+)$/.exec(migrate) ?? [];
    await printedBy(words, { WAYBILL_ROLES: migrating, DATABASE_OWNER_URL: ownerUrl, DATABASE_URL: databaseUrl });
    const [, role = "", program = ""] = /^WAYBILL_ROLES=(\S+) node (\S+)$/.exec(start) ?? [];
    const environment = { ...environmentOf(databaseUrl, shop.url, { LOG_LEVEL: "info", STAFF_DEVICES: "required" }), WAYBILL_ROLES: role };
    const running = spawn(process.execPath, [program], { cwd: ROOT, env: { PATH: process.env["PATH"], ...environment } });
    let log = "";
    running.stdout.on("data", (piece: Buffer) => (log += piece.toString()));
    try {
      const url = await waitFor("the address of the warehouse", async () => /"url":"(http:[^"]+)"/.exec(log)?.[1]);
      expect(log).to.include("This warehouse has no staff yet").and.include("This warehouse knows no device yet");
      const password = await printedBy(wordsOf(addLea), { DATABASE_URL: databaseUrl, WAYBILL_HOME: homeOf(databaseUrl) });
      const code = await printedBy(wordsOf(addTerminal), { DATABASE_URL: databaseUrl });
      const enrolled = await clientOf(() => url, null).send<{ name: string; secret: string }>("POST", "/api/floor/devices/enrol", {
        ...{ code, keeper: "program" },
      });
      expect(enrolled.body.name).to.equal("Terminal 1");
      const lea = clientOf(() => url, basic("Lea", password), { "waybill-device": enrolled.body.secret });
      expect((await lea.get("/api/floor/shipments")).status).to.equal(200);
      expect((await lea.send("PUT", "/api/floor/bins/a-01")).status, "what a lead may").to.be.within(200, 299);
    } finally {
      running.kill("SIGTERM");
      await once(running, "exit");
    }
  });
});
