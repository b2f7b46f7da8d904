import type { MigrationInterface, QueryRunner } from "typeorm";

/** An organisation signs its registration with a nonce; the salt that its profile is hashed with is drawn for it. What was one until now stays both. */
export class SaltsOfProfiles1700000000981 implements MigrationInterface {
  name = "SaltsOfProfiles1700000000981";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE organisations ADD COLUMN nonce text");
    await runner.query("UPDATE organisations SET nonce = salt");
    await runner.query("ALTER TABLE organisations ALTER COLUMN nonce SET NOT NULL");
    await runner.query("ALTER TABLE organisations DROP CONSTRAINT organisations_pkey, ADD PRIMARY KEY (account, nonce)");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE organisations DROP CONSTRAINT organisations_pkey, ADD PRIMARY KEY (account, salt)");
    await runner.query("ALTER TABLE organisations DROP COLUMN nonce");
  }
}
