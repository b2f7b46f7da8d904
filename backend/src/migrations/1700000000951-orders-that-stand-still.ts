import type { MigrationInterface, QueryRunner } from "typeorm";

/** For whoever asks often how many orders are under way: of a million that have ended it reads none. */
export class OrdersThatStandStill1700000000951 implements MigrationInterface {
  name = "OrdersThatStandStill1700000000951";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("CREATE INDEX orders_not_ended ON orders (state, moved_at) WHERE state NOT IN ('closed', 'cancelled')");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP INDEX orders_not_ended");
  }
}
