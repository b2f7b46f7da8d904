import type { MigrationInterface, QueryRunner } from "typeorm";

/** Whom nobody may erase for the time being, and why. Outlives the person. */
export class LegalHolds1700000000771 implements MigrationInterface {
  name = "LegalHolds1700000000771";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE legal_holds (
        person_id text NOT NULL,
        reason text NOT NULL,
        set_at timestamptz NOT NULL,
        lifted_at timestamptz,
        PRIMARY KEY (person_id, set_at)
      )`);
    await runner.query(`CREATE UNIQUE INDEX legal_holds_open ON legal_holds (person_id) WHERE lifted_at IS NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE legal_holds`);
  }
}
