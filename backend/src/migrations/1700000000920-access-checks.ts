import type { MigrationInterface, QueryRunner } from "typeorm";

/** Where the right to run the contracts and the one to run the installation differ, as the last comparison found it: one row. */
export class AccessChecks1700000000920 implements MigrationInterface {
  name = "AccessChecks1700000000920";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE access_checks (
        is_last boolean PRIMARY KEY DEFAULT true CHECK (is_last),
        at timestamptz NOT NULL,
        powerless_admins integer NOT NULL,
        unknown_accounts integer NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE access_checks`);
  }
}
