import type { MigrationInterface, QueryRunner } from "typeorm";

/** One signature may stand for many statements: each keeps its place among them, `{index, path}`. */
export class BulkSignatures1700000000431 implements MigrationInterface {
  name = "BulkSignatures1700000000431";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE statements ADD COLUMN bulk jsonb, ADD CONSTRAINT statements_bulk CHECK (bulk IS NULL OR kind = 'signed')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE statements DROP COLUMN bulk`);
  }
}
