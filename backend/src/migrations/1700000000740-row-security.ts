import type { MigrationInterface, QueryRunner } from "typeorm";

/** Under which requests run that somebody's rows are for; it owns nothing, so policies bind it. */
const ROLE = "waybill_request";

const MINE = "current_setting('waybill.account', true)";
const ME = "current_setting('waybill.person', true)";
const visible = (table: string, condition: string) => `EXISTS (SELECT 1 FROM ${table} o WHERE ${condition})`;

/** Whose each row is. A condition on another of these tables sees the caller's rows of it alone. */
const OWNERS: Readonly<Record<string, string>> = {
  api_tokens: `account = ${MINE}`,
  subscriptions: `account = ${MINE}`,
  exchange_partners: `account = ${MINE}`,
  exchange_footprints: `account = ${MINE}`,
  ...Object.fromEntries(
    ["clients", "grants", "events", "deliveries", "requests", "received"].map((name) => [
      `exchange_${name}`,
      visible("exchange_partners", "o.id = partner_id"),
    ]),
  ),
  exchange_secrets: visible("exchange_clients", "o.id = client_id"),
  report_parties: `account = ${MINE}`,
  report_answers: `account = ${MINE}`,
  reports: visible("report_parties", "o.report_id = reports.id"),
  sessions: `person_id = ${ME}`,
  refresh_tokens: visible("sessions", "o.id = session_id"),
  person_totp: `person_id = ${ME}`,
  recovery_codes: `person_id = ${ME}`,
  memberships: `account = ${MINE} OR person_id = ${ME}`,
  // An organisation sees by which address its people sign in.
  person_passwords: `person_id = ${ME} OR ${visible("memberships", `o.person_id = person_passwords.person_id AND o.account = ${MINE}`)}`,
};

/**
 * The second wall behind the table of permissions: in a request of somebody who showed who it is, rows of others are not there, whatever a query
 * forgot to ask. Everything else, jobs and the indexer too, runs as the owner of the tables, whom policies do not bind.
 */
export class RowSecurity1700000000740 implements MigrationInterface {
  name = "RowSecurity1700000000740";

  async up(runner: QueryRunner): Promise<void> {
    // Roles are the server's and not the database's: another database of it may have made this one, even now.
    await runner.query(`
      DO $$ BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${ROLE}') THEN CREATE ROLE ${ROLE} NOLOGIN; END IF;
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
      END $$`);
    await runner.query(`
      DO $$ BEGIN
        SET LOCAL ROLE ${ROLE};
        RESET ROLE;
      EXCEPTION WHEN insufficient_privilege THEN EXECUTE format('GRANT ${ROLE} TO %I', current_user);
      END $$`);
    for (const [what, rights] of [
      ["TABLES", "SELECT, INSERT, UPDATE, DELETE"],
      ["SEQUENCES", "USAGE, SELECT"],
    ]) {
      await runner.query(`GRANT ${rights} ON ALL ${what} IN SCHEMA public TO ${ROLE}`);
      await runner.query(`ALTER DEFAULT PRIVILEGES GRANT ${rights} ON ${what} TO ${ROLE}`);
    }
    await runner.query(`ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO ${ROLE}`);
    for (const table of ["audit_entries", "audit_checkpoints", "audit_ranges"])
      await runner.query(`REVOKE UPDATE, DELETE ON ${table} FROM ${ROLE}`);

    for (const [table, owner] of Object.entries(OWNERS)) {
      await runner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(`CREATE POLICY own ON ${table} TO ${ROLE} USING (${owner})`);
    }
    // The queue lets its owner alone write to it.
    await runner.query(`
      CREATE FUNCTION waybill_add_job(task text, payload json, job_key text, run_at timestamptz, max_attempts integer, queue_name text)
      RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
      BEGIN
        PERFORM graphile_worker.add_job($1, payload := $2, job_key := $3, run_at := $4, max_attempts := $5, queue_name := $6);
      END $$`);
    await runner.query(`REVOKE EXECUTE ON FUNCTION waybill_add_job FROM PUBLIC`);
    await runner.query(`GRANT EXECUTE ON FUNCTION waybill_add_job TO ${ROLE}`);
  }

  /** The role stays: other databases of the server may use it. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION waybill_add_job`);
    for (const table of Object.keys(OWNERS)) {
      await runner.query(`DROP POLICY own ON ${table}`);
      await runner.query(`ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`);
    }
    await runner.query(`DROP OWNED BY ${ROLE}`);
  }
}
