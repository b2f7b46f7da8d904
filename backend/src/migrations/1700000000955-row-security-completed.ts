import type { MigrationInterface, QueryRunner } from "typeorm";

const MINE = "current_setting('waybill.account', true)";
const ME = "current_setting('waybill.person', true)";

/** Whose each row is, in a request of somebody who may see its own alone. */
const OWNERS: Readonly<Record<string, string>> = {
  // Whoever takes one knows its secret, and says so: see `takeInvitation`.
  invitations: `account = ${MINE} OR invited_by = ${ME} OR hash = current_setting('waybill.invitation', true)`,
  person_wallets: `person_id = ${ME}`,
  values_to_seal: `owner = ${ME}`,
  idempotency_keys: `caller = 'person:' || ${ME}`,
  exchange_activities: "EXISTS (SELECT 1 FROM exchange_footprints o WHERE o.id = footprint_id)",
  exchange_tokens: "EXISTS (SELECT 1 FROM exchange_secrets o WHERE o.hash = secret_hash)",
};
/** That they are there is anybody's to know; each is written by its organisation alone. */
const READ_BY_ALL = ["documents", "named_queries"];

/** Policies for the tables with an owner that had none; a test finds such tables from now on. */
export class RowSecurityCompleted1700000000955 implements MigrationInterface {
  name = "RowSecurityCompleted1700000000955";

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables()) await runner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
    for (const [table, owner] of Object.entries(OWNERS))
      await runner.query(`CREATE POLICY own ON ${table} TO waybill_request USING (${owner})`);
    for (const table of READ_BY_ALL) {
      await runner.query(`CREATE POLICY anybody_reads ON ${table} FOR SELECT TO waybill_request USING (true)`);
      await runner.query(`CREATE POLICY own_insert ON ${table} FOR INSERT TO waybill_request WITH CHECK (account = ${MINE})`);
      await runner.query(`CREATE POLICY own_update ON ${table} FOR UPDATE TO waybill_request USING (account = ${MINE})`);
      await runner.query(`CREATE POLICY own_delete ON ${table} FOR DELETE TO waybill_request USING (account = ${MINE})`);
    }
    // Nobody sets or lifts a hold for itself; whether one is there decides what becomes of its rows.
    await runner.query(`CREATE POLICY own ON legal_holds FOR SELECT TO waybill_request USING (person_id = ${ME})`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...Object.keys(OWNERS), "legal_holds"]) await runner.query(`DROP POLICY own ON ${table}`);
    for (const table of READ_BY_ALL)
      for (const name of ["anybody_reads", "own_insert", "own_update", "own_delete"]) await runner.query(`DROP POLICY ${name} ON ${table}`);
    for (const table of tables()) await runner.query(`ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`);
  }
}

function tables(): string[] {
  return [...Object.keys(OWNERS), ...READ_BY_ALL, "legal_holds"];
}
