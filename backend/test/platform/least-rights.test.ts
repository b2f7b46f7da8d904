import { expect } from "chai";
import type { DatabaseRightsView } from "@waybill/protocol/schemas/api/settings";
import { withClient } from "../../../scripts/services/postgres.ts";
import { createEvaluator } from "../../../test/alerts/support/evaluator.ts";
import { parseExposition } from "../../../test/alerts/support/exposition.ts";
import { readRules } from "../../../test/alerts/support/rules.ts";
import { createDatabase, startPostgres } from "../../../test/support/postgres.ts";
import { run } from "../../src/cli/migrate.ts";
import { MIGRATIONS } from "../../src/migrations/index.ts";
import { createLogger } from "../../src/platform/logging.ts";
import { excessOf } from "../../src/platform/schema/excess-rights.ts";
import { prepareDatabase } from "../../src/platform/schema/prepare-schema.ts";
import { Secret } from "../../src/config/secret.ts";
import { startTestBackend } from "../support/backend.ts";
import { installationToken } from "../support/installation.ts";

const OWNER = { name: "rights_owner", password: "owns-the-tables" };
const PROCESS = { name: "rights_process", password: "works-with-them" };

describe("the rights of a running process in its database", () => {
  let admin: string;
  let ownerUrl: string;
  let processUrl: string;
  before(async function () {
    this.timeout(120_000);
    const [database, postgres] = [await createDatabase(), await startPostgres()];
    for (const user of [OWNER, PROCESS]) await postgres.createUser(user);
    admin = database.url;
    [ownerUrl, processUrl] = [postgres.url(database.name, OWNER), postgres.url(database.name, PROCESS)];
    // As the guide for operators has it done by whoever administers the server; the owner is no superuser.
    await asAdmin(`ALTER ROLE ${OWNER.name} CREATEROLE`, `ALTER DATABASE ${database.name} OWNER TO ${OWNER.name}`);
    // Where another installation on the server made the role before.
    await asAdmin(
      `DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'waybill_request') THEN CREATE ROLE waybill_request; END IF; END $$`,
      `GRANT waybill_request TO ${OWNER.name} WITH ADMIN OPTION`,
    );
  });

  const asAdmin = (...statements: string[]) =>
    withClient(admin, async (client) => {
      for (const sql of statements) await client.query(sql);
    });
  const asProcess = (sql: string) => withClient(processUrl, (client) => client.query<{ n: string; name: string }>(sql));

  async function migrate(env: Record<string, string> = { DATABASE_URL: processUrl, DATABASE_OWNER_URL: ownerUrl }) {
    let said = "";
    const sink = { write: (text: string) => (said += text) };
    return { code: await run([], { stdout: sink, stderr: sink, env }), said };
  }
  const start = () => prepareDatabase({ url: processUrl, migrations: MIGRATIONS, log: createLogger("silent") });
  const excess = () => withClient(processUrl, (client) => excessOf(client, { config: { databaseOwnerUrl: null } }));
  const refusalOf = (work: Promise<unknown>) =>
    work.then(
      () => "",
      (error: Error) => error.message,
    );

  it("are given by the owner, before whom it does not start, and says what to do", async () => {
    expect(await refusalOf(start())).to.match(/^The database was not made ready .*DATABASE_OWNER_URL.*migrate/);
    for (let time = 0; time < 2; time++) expect(await migrate()).to.deep.equal({ code: 0, said: "" });
    await start();
  });

  it("suffice for every row, for the queue, and for making the index of events anew", async () => {
    await asProcess("SELECT waybill_add_job('nothing', '{}', NULL, NULL, NULL, NULL)");
    await asProcess("UPDATE graphile_worker._private_jobs SET attempts = 1");
    expect((await asProcess("SELECT count(*) AS n FROM graphile_worker.jobs")).rows).to.deep.equal([{ n: "1" }]);
    await asProcess("INSERT INTO event_facts SELECT (jsonb_populate_record(NULL::event_facts, '{}')).* WHERE false");
    await asProcess("SELECT waybill_empty_event_index()");
    await asProcess("BEGIN; SET LOCAL ROLE waybill_request; SELECT count(*) FROM api_tokens; COMMIT");
  });

  it("end there: it makes, changes, drops and empties nothing, owns nothing, and becomes nobody else", async () => {
    for (const sql of [
      "CREATE TABLE mine (id int)",
      "CREATE TEMPORARY TABLE mine (id int)",
      "CREATE SCHEMA mine",
      "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
      "CREATE ROLE mine",
      "CREATE POLICY mine ON api_tokens USING (true)",
      "CREATE INDEX ON statements (account)",
      "ALTER TABLE statements ADD COLUMN mine int",
      "ALTER TABLE audit_entries DISABLE TRIGGER ALL",
      "ALTER TABLE api_tokens DISABLE ROW LEVEL SECURITY",
      "DROP TABLE statements",
      "DROP FUNCTION waybill_add_job",
      "TRUNCATE statements",
      "TRUNCATE audit_entries",
      "UPDATE audit_entries SET actor = 'nobody'",
      "DELETE FROM audit_entries",
      "UPDATE audit_checkpoints SET root = ''",
      "DELETE FROM audit_ranges",
      "DELETE FROM migrations",
      "INSERT INTO graphile_worker.migrations (id) VALUES (1000)",
      "SET session_replication_role = replica",
      `SET ROLE ${OWNER.name}`,
      "SET ROLE waybill",
      `GRANT waybill_request TO ${OWNER.name}`,
      "COPY statements TO PROGRAM 'cat'",
    ])
      expect(await refusalOf(asProcess(sql)), sql).to.match(/permission denied|must be owner|must have/);
    const { rows } = await asProcess(
      "SELECT count(*) AS n FROM pg_class WHERE relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)",
    );
    expect(rows).to.deep.equal([{ n: "0" }]);
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
    expect(added.rows.map(({ name }) => name)).to.include.members(["audit_entries", "stock_moves"]);
  });

  it("hold for what the owner makes later, too, and are needed again when the program is newer than the tables", async () => {
    await withClient(ownerUrl, (client) => client.query("CREATE TABLE later (id int)"));
    await asProcess("INSERT INTO later VALUES (1)");
    expect(await refusalOf(asProcess("TRUNCATE later"))).to.match(/permission denied/);
    const last = MIGRATIONS.at(-1)?.name ?? "";
    const [row] = (await withClient(ownerUrl, (client) => client.query("DELETE FROM migrations WHERE name = $1 RETURNING *", [last]))).rows;
    expect(await refusalOf(start())).to.include("DATABASE_OWNER_URL");
    await withClient(ownerUrl, (client) =>
      client.query("INSERT INTO migrations SELECT * FROM jsonb_populate_record(NULL::migrations, $1)", [JSON.stringify(row)]),
    );
    await start();
  });

  it("are not given to a user who is there for something else", async () => {
    const as = async (url: string) => (await migrate({ DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl })).said;
    expect(await as(ownerUrl)).to.include(`"${OWNER.name}" of DATABASE_URL is as mighty as the owner`);
    expect(await as(admin)).to.include("is as mighty as the owner");
    expect(await as(processUrl.replace(PROCESS.name, "nobody_known"))).to.include('There is no user "nobody_known"');
    await asAdmin(`CREATE TABLE theirs (id int)`, `ALTER TABLE theirs OWNER TO ${PROCESS.name}`);
    expect(await as(processUrl)).to.include(`"${PROCESS.name}" of DATABASE_URL owns tables`);
    await asAdmin("DROP TABLE theirs");
    await asAdmin(`GRANT ${OWNER.name} TO ${PROCESS.name} WITH INHERIT FALSE`);
    expect(await as(processUrl)).to.include(`"${PROCESS.name}" of DATABASE_URL owns tables, or can become who does`);
    expect(await excess()).to.equal("owns-tables");
    await asAdmin(`REVOKE ${OWNER.name} FROM ${PROCESS.name}`, `ALTER ROLE ${PROCESS.name} BYPASSRLS`);
    expect(await as(processUrl)).to.include("is as mighty as the owner");
    expect(await excess()).to.equal("exceeds-rows");
    await asAdmin(`ALTER ROLE ${PROCESS.name} NOBYPASSRLS`);
    expect(await excess()).to.equal(null);
  });

  it("are taken away again where they were more before", async () => {
    for (const right of [
      ...["UPDATE ON audit_entries", "TRUNCATE ON statements", "TRIGGER ON statements"],
      "TRUNCATE ON graphile_worker._private_jobs",
    ]) {
      await withClient(ownerUrl, (client) => client.query(`GRANT ${right} TO ${PROCESS.name}`));
      expect(await excess(), right).to.equal("exceeds-rows");
      expect(await migrate()).to.deep.equal({ code: 0, said: "" });
      expect(await excess(), right).to.equal(null);
    }
    await withClient(ownerUrl, (client) => client.query(`ALTER DEFAULT PRIVILEGES GRANT TRUNCATE ON TABLES TO ${PROCESS.name}`));
    expect((await migrate()).code).to.equal(0);
    await withClient(ownerUrl, (client) => client.query("CREATE TABLE latest (id int)"));
    expect(await refusalOf(asProcess("TRUNCATE latest"))).to.match(/permission denied/);
    await asProcess("INSERT INTO latest VALUES (1)");
  });

  it("are told to the operator where they are more than it needs", async () => {
    const backend = await startTestBackend({ WAYBILL_ROLES: "api" });
    try {
      const token = await installationToken(backend, "auditor");
      const asked = await backend.request("GET", "/api/installation/database", { token });
      expect(asked.json<DatabaseRightsView>()).to.deep.equal({ excess: null });
      expect(await excessOf(backend.owner, { config: { databaseOwnerUrl: null } })).to.equal("owns-tables");
      const knowing = { config: { databaseOwnerUrl: Secret.of("postgres://owner@here/waybill") } };
      expect(await excessOf(backend.app.db.pool, knowing)).to.equal("knows-owner");
      const alerts = createEvaluator(readRules());
      const firingAt = async (seconds: number) => {
        alerts.push(seconds, parseExposition((await backend.request("GET", "/metrics")).text));
        return alerts.firing().includes("WaybillDatabaseExcess");
      };
      for (const at of [0, 300]) expect(await firingAt(at)).to.equal(false);
      const { username } = new URL(backend.app.config.databaseUrl.reveal());
      await backend.owner.query(`GRANT UPDATE ON audit_entries TO ${username}`);
      expect([await firingAt(600), await firingAt(900)]).to.deep.equal([false, true]);
      await backend.owner.query(`REVOKE UPDATE ON audit_entries FROM ${username}`);
      expect(await firingAt(915)).to.equal(false);
    } finally {
      await backend.stop();
    }
  });
});
