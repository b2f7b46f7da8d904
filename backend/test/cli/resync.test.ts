import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { withClient } from "../../../scripts/services/postgres.ts";
import { run } from "../../src/cli/resync.ts";
import { catchUp, syncOf } from "../support/chain-checks.ts";
import { createApp, environmentOf, KEYS, startChainWorld, word, type ChainWorld } from "../support/chain-world.ts";

describe("the command resync", () => {
  let world: ChainWorld;
  let part: Awaited<ReturnType<typeof createApp>>;
  let env: Record<string, string>;
  before(async () => {
    world = await startChainWorld();
    await world.caller.write(KEYS.alice, "anchor", [word(1)]);
    part = await createApp(world);
    const sync = await syncOf(part.app);
    await catchUp(sync);
    await sync.close();
    const deployment = join(mkdtempSync(join(tmpdir(), "waybill-resync-")), "deployment.json");
    writeFileSync(deployment, JSON.stringify(world.deployment));
    env = environmentOf(world, part.databaseUrl, { DEPLOYMENT_FILE: deployment, DATABASE_OWNER_URL: part.ownerUrl });
  });
  after(async () => {
    await part.close();
    await world.stop();
  });

  async function resync(...args: string[]) {
    const said = { stdout: "", stderr: "" };
    const sink = (name: keyof typeof said) => ({ write: (text: string) => ((said[name] += text), true) });
    const code = await run(args, { stdout: sink("stdout"), stderr: sink("stderr"), env } as never);
    return { code, ...said };
  }
  const query = (sql: string) => withClient(part.ownerUrl, (client) => client.query(sql));

  it("rebuilds beside the tables, finds the same and swaps", async () => {
    const { code, stdout, stderr } = await resync("--into", "fresh");
    expect(stderr).to.equal("Equal to what was there.\nThe new read model is in its place.\n");
    expect([code, stdout.split(" ").length]).to.deep.equal([0, 3]);
  });

  it("builds over what it left behind itself", async () => {
    expect((await resync("--into", "fresh", "--keep")).code).to.equal(0);
    expect((await resync("--into", "fresh")).code).to.equal(0);
  });

  it("builds in its own schema whatever was left there, unless another one is named", async () => {
    await query("CREATE SCHEMA waybill_resync; CREATE TABLE waybill_resync.chain_cursor AS SELECT * FROM chain_cursor");
    await query("UPDATE waybill_resync.chain_cursor SET definition = 'of another feed'");
    expect((await resync()).code).to.equal(0);
  });

  for (const [what, into, sql] of [
    ["something else", "mine", "CREATE SCHEMA mine; CREATE TABLE mine.precious (id integer)"],
    [
      "another feed",
      "second",
      "CREATE SCHEMA second; CREATE TABLE second.chain_cursor AS SELECT * FROM chain_cursor; UPDATE second.chain_cursor SET definition = 'other'",
    ],
    ["the feed itself", "public", "SELECT 1"],
    ["the job queue", "graphile_worker", "SELECT 1"],
  ] as const)
    it(`does not build over a schema that holds ${what}`, async () => {
      await query(sql);
      const { code, stderr } = await resync("--into", into);
      expect(code).to.equal(1);
      expect(stderr).to.match(/in use and would be dropped|nothing else uses/);
      expect((await query(`SELECT FROM pg_namespace WHERE nspname = '${into}'`)).rowCount).to.equal(1);
    });
});
