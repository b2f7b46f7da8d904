import type { MigrationInterface, QueryRunner } from "typeorm";

/** What the chain's page and metrics ask at every look, without reading a long past: what is not over, and what was spent of late. */
export class ChainViews1700000000320 implements MigrationInterface {
  name = "ChainViews1700000000320";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX transactions_unfinished ON transactions (state, sender, created_at) WHERE state <> 'final'`);
    await runner.query(`CREATE INDEX transactions_spent ON transactions (updated_at) WHERE gas_used IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX transactions_spent`);
    await runner.query(`DROP INDEX transactions_unfinished`);
  }
}
