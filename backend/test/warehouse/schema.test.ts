import { expect } from "chai";
import { createDatabase } from "../../../test/support/postgres.ts";
import { migrate, openDatabase, type Database } from "../../src/platform/database.ts";
import { createLogger } from "../../src/platform/logging.ts";
import { WAREHOUSE_MIGRATIONS } from "../../src/warehouse/migrations/index.ts";

describe("the schema of a warehouse", () => {
  let db: Database;
  before(async () => {
    const { url } = await createDatabase();
    db = await openDatabase({ url, entities: [], migrations: WAREHOUSE_MIGRATIONS, log: createLogger("fatal") });
    await migrate(db);
  });
  after(() => db.close());

  const tables = async () => {
    const { rows } = await db.pool.query<{ name: string }>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
    );
    return rows.map(({ name }) => name);
  };

  it("has its own tables, those of the ledger, and none of the shop’s", async () => {
    expect(await tables()).to.include.members(["shipments", "parcels", "tasks", "messages", "stock_moves", "stock_balances"]);
    expect(await tables())
      .to.not.include.members(["orders"])
      .and.not.include.members(["statements"]);
  });

  it("has one state, numbers nothing that was not told, and takes nothing before it is told", async () => {
    const refusalOf = (sql: string) =>
      db.pool.query(sql).then(
        () => "done",
        (error: unknown) => (error as { code: string }).code,
      );
    expect(await refusalOf("INSERT INTO warehouse_state DEFAULT VALUES")).to.equal("23505");
    expect(await refusalOf("UPDATE warehouse_state SET taken = 1")).to.equal("23514");
  });

  it("goes back to nothing, step by step", async () => {
    for (const _ of WAREHOUSE_MIGRATIONS) await db.dataSource.undoLastMigration();
    expect(await tables()).to.deep.equal(["migrations"]);
    await migrate(db);
  });

  it("has migrations in the order of their time stamps", () => {
    const stamps = WAREHOUSE_MIGRATIONS.map(({ name }) => name.slice(-13));
    expect(stamps).to.deep.equal([...stamps].sort());
  });
});
