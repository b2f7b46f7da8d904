import type { MigrationInterface, QueryRunner } from "typeorm";

/** A subscriber can have each event sent together with its proof. */
export class SubscriptionsWithProofs1700000000841 implements MigrationInterface {
  name = "SubscriptionsWithProofs1700000000841";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE subscriptions ADD COLUMN has_proofs boolean NOT NULL DEFAULT false`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE subscriptions DROP COLUMN has_proofs`);
  }
}
