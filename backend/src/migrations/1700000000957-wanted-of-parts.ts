import type { MigrationInterface, QueryRunner } from "typeorm";

/** What is to be done with a part of an order as soon as its warehouse has given it back. */
export class WantedOfParts1700000000957 implements MigrationInterface {
  name = "WantedOfParts1700000000957";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE fulfilment_orders ADD COLUMN wanted jsonb`);
    await runner.query(
      `ALTER TABLE fulfilment_orders ADD CONSTRAINT fulfilment_orders_wanted CHECK (withdraw_for IS DISTINCT FROM 'steered' OR wanted IS NOT NULL)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE fulfilment_orders DROP COLUMN wanted`);
  }
}
