import type { MigrationInterface, QueryRunner } from "typeorm";

/** The comparison of rights here and on chain counts issuers and verifiers of grams, too. */
export class ChecksOfIssuers1700000000958 implements MigrationInterface {
  name = "ChecksOfIssuers1700000000958";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE access_checks ADD COLUMN unregistered_accounts integer NOT NULL DEFAULT 0`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE access_checks DROP COLUMN unregistered_accounts`);
  }
}
