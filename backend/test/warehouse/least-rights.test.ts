import { expect } from "chai";
import { withClient } from "../../../scripts/services/postgres.ts";
import { createDatabase, startPostgres } from "../../../test/support/postgres.ts";
import { run } from "../../src/cli/migrate.ts";
import { startWarehouse } from "../../src/compose-warehouse.ts";
import { readWarehouseConfig } from "../../src/config/warehouse-config.ts";
import { excessOf } from "../../src/platform/schema/excess-rights.ts";
import { createWarehouseDatabase } from "../support/databases.ts";
import { startFakeShop } from "../support/warehouse/fake-shop.ts";
import { startWarehouseProcess } from "../support/warehouse/process.ts";
import { clientOf, environmentOf } from "../support/warehouse/world.ts";

const OWNER = { name: "warehouse_owner", password: "owns-the-tables" };
const PROCESS = { name: "warehouse_process", password: "works-with-them" };

describe("the rights of a warehouse in its database", function () {
  this.timeout(120_000);
  let ownerUrl: string;
  let processUrl: string;
  before(async () => {
    // On a server where a shop has made its role before, which is not this owner's to give.
    await createWarehouseDatabase();
    const [database, postgres] = [await createDatabase(), await startPostgres()];
    for (const user of [OWNER, PROCESS]) await postgres.createUser(user);
    await withClient(database.url, (client) => client.query(`ALTER DATABASE ${database.name} OWNER TO ${OWNER.name}`));
    [ownerUrl, processUrl] = [postgres.url(database.name, OWNER), postgres.url(database.name, PROCESS)];
  });

  const refusalOf = (work: Promise<unknown>) =>
    work.then(
      () => "",
      (error: Error) => error.message,
    );
  const asProcess = (sql: string) => withClient(processUrl, (client) => client.query<{ name: string }>(sql));

  async function migrate(env: Record<string, string>) {
    let said = "";
    const sink = { write: (text: string) => (said += text) };
    return { code: await run([], { stdout: sink, stderr: sink, env }), said };
  }

  it("are given by the owner, before whom it does not start, and says what to do", async () => {
    const start = startWarehouse(readWarehouseConfig(environmentOf(processUrl, "http://127.0.0.1:1")));
    expect(await refusalOf(start)).to.match(/^The database was not made ready .*DATABASE_OWNER_URL.*migrate/);
    for (let time = 0; time < 2; time++)
      expect(await migrate({ DATABASE_URL: processUrl, DATABASE_OWNER_URL: ownerUrl, WAYBILL_ROLES: "warehouse" })).to.deep.equal({
        ...{ code: 0, said: "" },
      });
  });

  it("are given in its own database alone: neither program takes that of the other for its own", async () => {
    expect((await migrate({ DATABASE_URL: processUrl, DATABASE_OWNER_URL: ownerUrl })).said).to.include(
      "It is the database of a warehouse",
    );
    const { url } = await createDatabase();
    await withClient(url, (client) => client.query("CREATE TABLE statements (id int)"));
    expect((await migrate({ DATABASE_URL: url, WAYBILL_ROLES: "warehouse" })).said).to.include("It is the database of a shop");
  });

  it("end at rows: it makes, changes, drops and empties nothing, rewrites no log, and becomes nobody else", async () => {
    for (const sql of [
      "CREATE TABLE mine (id int)",
      "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
      "ALTER TABLE shipments ADD COLUMN mine int",
      "ALTER TABLE log DISABLE TRIGGER ALL",
      "DROP TABLE parcels",
      "TRUNCATE messages",
      "UPDATE log SET what = 'nothing'",
      "DELETE FROM log",
      "DELETE FROM stock_moves",
      "DELETE FROM audit_entries",
      "DELETE FROM migrations",
      `SET ROLE ${OWNER.name}`,
      "SET ROLE waybill_request",
    ])
      expect(await refusalOf(asProcess(sql)), sql).to.match(/permission denied|must be owner/);
    expect(await withClient(processUrl, (client) => excessOf(client, { config: { databaseOwnerUrl: null } }))).to.equal(null);
  });

  it("are to add and to read, and no more, in just those tables of which triggers keep every row as it is", async () => {
    const [UPDATE, DELETE, ROW] = [16, 8, 1];
    const kept = await asProcess(
      `SELECT DISTINCT tgrelid::regclass::text AS name FROM pg_trigger
       WHERE tgtype & ${UPDATE | DELETE | ROW} = ${UPDATE | DELETE} AND tgattr = ''::int2vector AND tgqual IS NULL AND NOT tgisinternal ORDER BY 1`,
    );
    const added = await asProcess(
      `SELECT oid::regclass::text AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
       AND has_table_privilege(oid, 'INSERT') AND NOT has_table_privilege(oid, 'UPDATE') AND NOT has_table_privilege(oid, 'DELETE') ORDER BY 1`,
    );
    expect(added.rows).to.deep.equal(kept.rows);
    expect(added.rows.map(({ name }) => name)).to.include.members(["audit_entries", "log", "stock_moves"]);
  });

  it("suffice to run, and are told to the operator, once in the log and in a metric, where they are more", async () => {
    const shop = await startFakeShop();
    try {
      for (const [url, excess] of [
        [processUrl, 0],
        [ownerUrl, 1],
      ] as const) {
        const running = startWarehouseProcess(environmentOf(url, shop.url, { LOG_LEVEL: "info" }));
        const at = await running.url();
        const { body } = await clientOf(() => at, null).get<string>("/metrics");
        expect(body, running.output()).to.include(`waybill_database_excess{excess="owns-tables"} ${excess}`);
        expect(running.output().split("the user of DATABASE_URL owns the tables")).to.have.length(excess + 1);
        running.signal("SIGTERM");
        expect(await running.exited).to.equal(0);
      }
    } finally {
      await shop.stop();
    }
  });
});
