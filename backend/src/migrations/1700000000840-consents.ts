import type { MigrationInterface, QueryRunner } from "typeorm";

/** What somebody said to the uses of personal data that rest on consent; the last word on a purpose counts. */
export class Consents1700000000840 implements MigrationInterface {
  name = "Consents1700000000840";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE consents (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        owner text NOT NULL,
        purpose text NOT NULL,
        version integer NOT NULL,
        is_given boolean NOT NULL,
        at timestamptz NOT NULL
      )`);
    await runner.query(`CREATE INDEX consents_last ON consents (owner, purpose, id)`);
    // Reporters left their contact beside words that said who reads it, and that it may be left out.
    await runner.query(`
      INSERT INTO consents (owner, purpose, version, is_given, at)
      SELECT 'report:' || id, 'report-contact', 1, true, reported_at FROM reports r
      WHERE contact_sealed IS NOT NULL OR EXISTS (SELECT FROM values_to_seal v WHERE v.field = 'reports.contact' AND v.row_id = r.id)
      ORDER BY reported_at`);
    // Erasing a person deletes its rows; nothing changes one.
    await runner.query(`
      CREATE FUNCTION consents_are_not_changed() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'What somebody consented to is not changed afterwards' USING ERRCODE = 'insufficient_privilege';
      END $$`);
    await runner.query(`
      CREATE TRIGGER consents_unchanged BEFORE UPDATE ON consents FOR EACH STATEMENT EXECUTE FUNCTION consents_are_not_changed()`);
    await runner.query(`ALTER TABLE consents ENABLE ROW LEVEL SECURITY`);
    // An organisation is told what its people, and the reporters that it concerns, let it see.
    await runner.query(`
      CREATE POLICY own ON consents TO waybill_request USING (
        owner = current_setting('waybill.person', true)
        OR EXISTS (SELECT 1 FROM memberships o WHERE o.person_id = owner AND o.account = current_setting('waybill.account', true))
        OR (owner LIKE 'report:%' AND EXISTS (SELECT 1 FROM report_parties o WHERE o.report_id = substr(owner, 8)))
      ) WITH CHECK (owner = current_setting('waybill.person', true))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE consents`);
    await runner.query(`DROP FUNCTION consents_are_not_changed()`);
  }
}
