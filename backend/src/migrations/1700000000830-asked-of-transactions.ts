import type { MigrationInterface, QueryRunner } from "typeorm";

/** What an admin asks of a transaction that no block takes. It names the form that it is about: a later one has done it. */
export class AskedOfTransactions1700000000830 implements MigrationInterface {
  name = "AskedOfTransactions1700000000830";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE transactions ADD COLUMN asked text CHECK (asked IN ('replace', 'withdraw')), ADD COLUMN asked_of text,
        ADD CHECK ((asked IS NULL) = (asked_of IS NULL))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE transactions DROP COLUMN asked, DROP COLUMN asked_of`);
  }
}
