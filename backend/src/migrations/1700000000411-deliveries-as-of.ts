import type { MigrationInterface, QueryRunner } from "typeorm";

/** Up to which time a delivery tells of everything: what was recorded while it was on its way is in a later one. */
export class DeliveriesAsOf1700000000411 implements MigrationInterface {
  name = "DeliveriesAsOf1700000000411";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE deliveries ADD COLUMN as_of timestamptz`);
    await runner.query(`UPDATE deliveries SET as_of = created_at`);
    await runner.query(`ALTER TABLE deliveries ALTER COLUMN as_of SET NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE deliveries DROP COLUMN as_of`);
  }
}
