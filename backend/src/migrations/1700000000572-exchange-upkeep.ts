import type { MigrationInterface, QueryRunner } from "typeorm";

/** Indexes for what is asked each time: the newest change, and what may be forgotten. */
export class ExchangeUpkeep1700000000572 implements MigrationInterface {
  name = "ExchangeUpkeep1700000000572";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX exchange_footprints_deprecated ON exchange_footprints (deprecated_at_sequence)`);
    await runner.query(`CREATE INDEX exchange_deliveries_settled ON exchange_deliveries (settled_at) WHERE state = 'delivered'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX exchange_deliveries_settled`);
    await runner.query(`DROP INDEX exchange_footprints_deprecated`);
  }
}
