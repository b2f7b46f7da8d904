import type { MigrationInterface, QueryRunner } from "typeorm";

/** Why somebody is under a legal hold is sealed as other fields about people are: those that are there wait until a process that has the keys starts. */
export class SealedReasonsOfHolds1700000000890 implements MigrationInterface {
  name = "SealedReasonsOfHolds1700000000890";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO values_to_seal (field, owner, row_id, value)
      SELECT 'legal_holds.reason', person_id, person_id || ' ' || extract(epoch FROM set_at), reason FROM legal_holds`);
    await runner.query(`ALTER TABLE legal_holds DROP COLUMN reason, ADD COLUMN reason_sealed bytea`);
  }

  /** Nothing opens what was sealed. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE legal_holds DROP COLUMN reason_sealed, ADD COLUMN reason text NOT NULL DEFAULT 'sealed'`);
    await runner.query(`DELETE FROM values_to_seal WHERE field = 'legal_holds.reason'`);
  }
}
