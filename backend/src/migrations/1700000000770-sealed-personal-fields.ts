import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * What is told about people is kept sealed. The keys are not in the database, so what is there already waits in `values_to_seal`, under the
 * column, its owner and its row, until a process that has them starts.
 */
export class SealedPersonalFields1700000000770 implements MigrationInterface {
  name = "SealedPersonalFields1700000000770";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE values_to_seal (
        field text NOT NULL,
        owner text NOT NULL,
        row_id text NOT NULL,
        value text NOT NULL,
        PRIMARY KEY (field, row_id)
      )`);
    await runner.query(`
      INSERT INTO values_to_seal (field, owner, row_id, value)
      SELECT 'person_passwords.email', person_id, person_id, email FROM person_passwords
      UNION ALL SELECT 'sessions.device', person_id, id, device FROM sessions
      UNION ALL SELECT 'passkeys.name', person_id, id, name FROM passkeys
      UNION ALL SELECT 'reports.contact', 'report:' || id, id, contact FROM reports WHERE contact IS NOT NULL`);
    await runner.query(`ALTER TABLE person_passwords DROP COLUMN email, ADD COLUMN email_sealed bytea, ADD COLUMN email_index text UNIQUE`);
    await runner.query(`ALTER TABLE sessions DROP COLUMN device, ADD COLUMN device_sealed bytea`);
    await runner.query(`ALTER TABLE passkeys DROP COLUMN name, ADD COLUMN name_sealed bytea`);
    await runner.query(`ALTER TABLE reports DROP COLUMN contact, ADD COLUMN contact_sealed bytea`);
    await runner.query(`CREATE INDEX reports_contact ON reports (reported_at) WHERE contact_sealed IS NOT NULL`);
  }

  /** Nothing opens what was sealed: those people are invited again. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM person_passwords`);
    await runner.query(
      `ALTER TABLE person_passwords DROP COLUMN email_sealed, DROP COLUMN email_index, ADD COLUMN email text NOT NULL UNIQUE`,
    );
    await runner.query(`ALTER TABLE sessions DROP COLUMN device_sealed, ADD COLUMN device text NOT NULL DEFAULT 'a program'`);
    await runner.query(`ALTER TABLE passkeys DROP COLUMN name_sealed, ADD COLUMN name text NOT NULL DEFAULT 'a program'`);
    await runner.query(`ALTER TABLE reports DROP COLUMN contact_sealed, ADD COLUMN contact text`);
    await runner.query(`CREATE INDEX reports_contact ON reports (reported_at) WHERE contact IS NOT NULL`);
    await runner.query(`DROP TABLE values_to_seal`);
  }
}
