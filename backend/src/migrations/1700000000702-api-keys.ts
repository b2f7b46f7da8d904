import type { MigrationInterface, QueryRunner } from "typeorm";

/** Names for keys, and when one was revoked: a revoked key stays for its organisation to see. */
export class ApiKeys1700000000702 implements MigrationInterface {
  name = "ApiKeys1700000000702";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE api_tokens ADD COLUMN name text NOT NULL DEFAULT 'Made on the command line'`);
    await runner.query(`ALTER TABLE api_tokens ADD COLUMN revoked_at timestamptz`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE api_tokens DROP COLUMN revoked_at, DROP COLUMN name`);
  }
}
