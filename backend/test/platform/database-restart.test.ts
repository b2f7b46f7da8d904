import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { Client } from "pg";
import { runChild } from "../../../scripts/services/child.ts";
import { startPostgres, type Postgres } from "../../../scripts/services/postgres.ts";
import { runDirectory, track } from "../../../test/support/resources.ts";
import { environmentOf } from "../support/warehouse/world.ts";
import { startProgram, startWarehouseProcess, type WarehouseProcess } from "../support/warehouse/process.ts";
import { waitFor } from "../support/wait-for.ts";

/** What both programs do as a job; its work is statements alone, so that it is in their midst when the database goes away. */
const TASK = "stock:recompute";
const JOBS = 3_000;

describe("a Postgres that is killed and started again under running jobs", function () {
  this.timeout(240_000);
  const directory = join(runDirectory(), "killed-postgres");
  let postgres: Postgres;
  let running: WarehouseProcess | undefined;
  before(async () => {
    postgres = await start();
  });
  afterEach(() => running?.signal("SIGKILL"));
  after(() => postgres.stop());

  const start = (port?: number): Promise<Postgres> =>
    startPostgres({
      ...{ directory, password: "restarted", logFile: join(runDirectory(), "killed-postgres.log"), isDisposable: true },
      ...(port === undefined ? {} : { port }),
      ...{ onStarted: track, run: (options) => runChild(options, track) },
    });

  async function killAndStart(): Promise<void> {
    await postgres.child.stop("SIGKILL");
    // Its own children hold its memory for a moment more.
    postgres = await waitFor("another Postgres in its place", () => start(postgres.port).catch(() => undefined));
  }

  async function ask<Row>(database: string, sql: string, values: unknown[] = []): Promise<Row[]> {
    const client = new Client({ connectionString: postgres.url(database) });
    await client.connect();
    try {
      return (await client.query(sql, values)).rows as Row[];
    } finally {
      await client.end();
    }
  }

  const waiting = async (database: string): Promise<number> =>
    Number(
      (await ask<{ jobs: string }>(database, "SELECT count(*) AS jobs FROM graphile_worker.jobs WHERE task_identifier = $1", [TASK]))[0]
        ?.jobs,
    );

  /** Kills the database while a program works off jobs, twice, and waits until it has done them all. */
  async function outlives(program: WarehouseProcess, database: string): Promise<void> {
    running = program;
    const url = await program.url();
    for (let round = 0; round < 2; round++) {
      // This Postgres writes late; what it is asked for here is to be there after it was killed.
      await ask(database, "SELECT set_config('synchronous_commit', 'on', false), graphile_worker.add_job($1) FROM generate_series(1, $2)", [
        TASK,
        JOBS,
      ]);
      await waitFor("the first of the jobs", async () => ((await waiting(database)) < JOBS ? true : undefined));
      await killAndStart();
      await waitFor("the last of the jobs", async () => (program.hasExited() || (await waiting(database)) === 0 ? true : undefined));
      expect(program.hasExited(), program.output().slice(-3_000)).to.equal(false);
    }
    expect((await fetch(`${url}/readyz`)).status).to.equal(200);
  }

  it("ends no shop: the same process works off what is left", async () => {
    await postgres.createDatabase("shop");
    const home = mkdtempSync(join(tmpdir(), "waybill-home-"));
    const [account, hash] = [`0x${"11".repeat(20)}`, `0x${"33".repeat(32)}`];
    const deployment = { chainId: 31337, accessManager: account, supplyChain: account, fromBlock: 0, codeHash: hash };
    writeFileSync(join(home, "deployment.json"), JSON.stringify(deployment));
    const shop = startProgram({
      ...{ PORT: "0", DATABASE_URL: postgres.url("shop"), RPC_URL: "http://127.0.0.1:1", WAYBILL_HOME: home },
      ...{ DEPLOYMENT_FILE: join(home, "deployment.json"), RELAYER_KEY: `0x${"44".repeat(32)}` },
    });
    await outlives(shop, "shop");
  });

  it("ends no warehouse: the same process works off what is left", async () => {
    await postgres.createDatabase("warehouse");
    const warehouse = startWarehouseProcess(environmentOf(postgres.url("warehouse"), "http://127.0.0.1:1", { LOG_LEVEL: "info" }));
    await outlives(warehouse, "warehouse");
  });
});
