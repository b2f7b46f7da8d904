import { expect } from "chai";
import type { PoolClient } from "pg";
import { createDatabase } from "../../../test/support/postgres.ts";
import { openDatabase, type Database } from "../../src/platform/database.ts";
import { toProblem } from "../../src/platform/http/error-handler.ts";
import { createLogger } from "../../src/platform/logging.ts";
import { waitFor } from "../support/wait-for.ts";

/** To the server, a process that was stopped is one that asks for nothing. */
describe("a process that stands still in a transaction", () => {
  let still: Database;
  let other: Database;
  before(async () => {
    const { url } = await createDatabase();
    const options = { url, entities: [], migrations: [], log: createLogger("silent") };
    [still, other] = [await openDatabase({ ...options, standstillMilliseconds: 500 }), await openDatabase(options)];
    await other.pool.query("CREATE TABLE things (id int PRIMARY KEY, touched int NOT NULL)");
    await other.pool.query("INSERT INTO things VALUES (1, 0)");
  });
  after(() => Promise.all([still.close(), other.close()]));

  const touch = "UPDATE things SET touched = touched + 1 WHERE id = 1";
  const touched = async () => (await other.pool.query<{ touched: number }>("SELECT touched FROM things")).rows[0]?.touched;

  it("keeps its locks from others no longer than it may, whichever pool its connection is of", async () => {
    for (const pool of ["pool", "pipelined"] as const) {
      const before = Number(await touched());
      const client: PoolClient = await still[pool].connect();
      await client.query("BEGIN");
      await client.query(touch);
      await other.pool.query(touch);
      expect(await touched(), pool).to.equal(before + 1);
      client.release(true);
    }
    const before = Number(await touched());
    await still.dataSource
      .transaction(async (tx) => {
        await tx.query(touch);
        await other.pool.query(touch);
      })
      .catch(() => undefined);
    expect(await touched()).to.equal(before + 1);
  });

  it("is told, when it goes on, to try again later, and has other connections then", async () => {
    const before = await touched();
    const problem = await still.dataSource
      .transaction(async (tx) => {
        const [{ pid }] = await tx.query<[{ pid: number }]>("SELECT pg_backend_pid() AS pid");
        await tx.query(touch);
        await waitFor("the end of its connection", async () => {
          const { rowCount } = await other.pool.query("SELECT FROM pg_stat_activity WHERE pid = $1", [pid]);
          return rowCount === 0 || undefined;
        });
        await tx.query(touch);
      })
      .then(() => undefined, toProblem);
    expect(problem?.problem).to.include({ status: 503 });
    expect(await touched()).to.equal(before);
    await still.dataSource.transaction((tx) => tx.query(touch));
    expect(await touched()).to.equal(Number(before) + 1);
  });

  it("is not taken for one while the database works for it", async () => {
    await still.dataSource.transaction(async (tx) => {
      await tx.query("SELECT pg_sleep(1.5)");
      await tx.query(touch);
    });
  });

  it("has ten seconds, by default", async () => {
    const shown = "SHOW idle_in_transaction_session_timeout";
    const answers = [await other.pool.query(shown), await other.pipelined.query(shown)].map(({ rows }) => rows as unknown);
    for (const answer of [...answers, await other.dataSource.query<unknown>(shown)])
      expect(answer).to.deep.equal([{ idle_in_transaction_session_timeout: "10s" }]);
  });
});
