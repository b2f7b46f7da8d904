import type { MigrationInterface, QueryRunner } from "typeorm";

/** Lets an organisation's own list be read page by page. */
export class StatementsByAccount1700000000130 implements MigrationInterface {
  name = "StatementsByAccount1700000000130";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX statements_account ON statements (account, sequence)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX statements_account`);
  }
}
