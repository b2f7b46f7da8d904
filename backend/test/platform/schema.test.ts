import { expect } from "chai";
import { createDatabase } from "../../../test/support/postgres.ts";
import { ENTITIES } from "../../src/entities.ts";
import { MIGRATIONS } from "../../src/migrations/index.ts";
import { migrate, openDatabase, type Database } from "../../src/platform/database.ts";
import { createLogger } from "../../src/platform/logging.ts";

describe("the database schema", () => {
  let url: string;
  let database: Database;
  beforeEach(async () => {
    ({ url } = await createDatabase());
    database = await openDatabase({ url, entities: ENTITIES, migrations: MIGRATIONS, log: createLogger("silent"), poolSize: 3 });
  });
  afterEach(() => database.close());

  const tables = async () => {
    const { rows } = await database.pool.query<{ name: string }>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY name",
    );
    return rows.map(({ name }) => name);
  };

  it("made by the migrations is the one that the entities describe", async () => {
    await migrate(database);
    const drift = await database.dataSource.driver.createSchemaBuilder().log();
    expect(drift.upQueries.map(({ query }) => query)).to.deep.equal([]);
  });

  it("is made once by processes that start together", async () => {
    const second = await openDatabase({ url, entities: ENTITIES, migrations: MIGRATIONS, log: createLogger("silent"), poolSize: 3 });
    await Promise.all([migrate(database), migrate(second)]);
    await second.close();
    const { rows } = await database.pool.query("SELECT name FROM migrations ORDER BY timestamp");
    expect(rows).to.have.length(MIGRATIONS.length);
  });

  it("goes back to nothing, step by step", async () => {
    await migrate(database);
    for (let i = 0; i < MIGRATIONS.length; i++) await database.dataSource.undoLastMigration();
    expect(await tables()).to.deep.equal(["migrations"]);
  });

  it("does not take over statements of the form that cannot be proven any more, and says what to do", async () => {
    const from = MIGRATIONS.findIndex(({ name }) => name.startsWith("StatementsWithFields"));
    const earlier = await openDatabase({
      url,
      entities: ENTITIES,
      migrations: MIGRATIONS.slice(0, from),
      log: createLogger("silent"),
      poolSize: 3,
    });
    await migrate(earlier);
    await earlier.pool.query("INSERT INTO capture_jobs (id, created_at, error_behaviour, input) VALUES ('1', now(), 'rollback', '[]')");
    await earlier.close();
    await expectRejection(migrate(database), /Begin with another database/);
    await database.pool.query("UPDATE capture_jobs SET finished_at = now()");
    await migrate(database);
  });

  it("takes over the parts of events as they were joined before", async () => {
    const from = MIGRATIONS.findIndex(({ name }) => name.startsWith("ProcessesByStatement"));
    const earlier = await openDatabase({
      url,
      entities: ENTITIES,
      migrations: MIGRATIONS.slice(0, from),
      log: createLogger("silent"),
      poolSize: 3,
    });
    await migrate(earlier);
    await earlier.pool.query(
      "INSERT INTO trace_parts (sequence, role, event_time, subject, joint, kind) SELECT n, 'input', now(), 'lot ' || n, '0x' || n, 'transformation' FROM generate_series(1, 1000) n",
    );
    await earlier.close();
    await migrate(database);
    const { rows } = await database.pool.query(
      "SELECT joint FROM trace_parts WHERE subject = 'lot 7' AND role = 'input' AND kind IS NOT NULL",
    );
    expect(rows).to.deep.equal([{ joint: "0x7" }]);
    await database.dataSource.undoLastMigration();
    await migrate(database);
  });

  it("has migrations in the order of their time stamps", () => {
    const stamps = MIGRATIONS.map(({ name }) => Number(/\d{13}$/.exec(name)?.[0]));
    expect(stamps).to.deep.equal([...stamps].sort((a, b) => a - b));
  });
});

async function expectRejection(work: Promise<unknown>, reason: RegExp): Promise<void> {
  const message = await work.then(
    () => "nothing was refused",
    (error: unknown) => String(error),
  );
  expect(message).to.match(reason);
}
