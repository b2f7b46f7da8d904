import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Secrets of subscribers are sealed under a key of the server, which is not in the database: those that are there stay in `signature_token` until a
 * process that has it starts.
 */
export class SealedWebhookSecrets1700000000811 implements MigrationInterface {
  name = "SealedWebhookSecrets1700000000811";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE subscriptions ADD COLUMN signature_secrets bytea`);
  }

  /** Nothing opens what was sealed: those subscribers set a secret again. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE subscriptions DROP COLUMN signature_secrets`);
  }
}
