import type { MigrationInterface, QueryRunner } from "typeorm";

/** Nonces for messages of EIP-4361, each used up once; challenges that were out under the rule before are worth nothing. */
export class SignIn1700000000700 implements MigrationInterface {
  name = "SignIn1700000000700";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE sign_in_challenges`);
    await runner.query(`
      CREATE TABLE sign_in_challenges (
        nonce text PRIMARY KEY,
        issued_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        used_at timestamptz
      )`);
    await runner.query(`CREATE INDEX sign_in_challenges_expires_at ON sign_in_challenges (expires_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE sign_in_challenges`);
    await runner.query(`CREATE TABLE sign_in_challenges (nonce text PRIMARY KEY, account text NOT NULL, expires_at timestamptz NOT NULL)`);
    await runner.query(`CREATE INDEX sign_in_challenges_expires_at ON sign_in_challenges (expires_at)`);
  }
}
