import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Secrets of authenticator apps are sealed under the key of their person. The keys are not in the database: what is there already, sealed under a key
 * of the server, stays in `secret` until a process that has them starts.
 */
export class SecondFactorsOfPeople1700000000810 implements MigrationInterface {
  name = "SecondFactorsOfPeople1700000000810";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE person_totp ADD COLUMN secret_sealed bytea, ALTER COLUMN secret DROP NOT NULL`);
  }

  /** Nothing opens what was sealed: those people set their apps up again. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM person_totp WHERE secret IS NULL`);
    await runner.query(`ALTER TABLE person_totp DROP COLUMN secret_sealed, ALTER COLUMN secret SET NOT NULL`);
  }
}
