import type { MigrationInterface, QueryRunner } from "typeorm";

/** Organisations as they registered themselves, their tokens, and the products and places they describe. */
export class IdentityAndMasterData1700000000110 implements MigrationInterface {
  name = "IdentityAndMasterData1700000000110";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE organisations (
        account text NOT NULL,
        salt text NOT NULL,
        name text NOT NULL,
        gln text,
        country text,
        website text,
        roles integer NOT NULL,
        signature text NOT NULL,
        registered_at timestamptz NOT NULL,
        superseded_at timestamptz,
        PRIMARY KEY (account, salt)
      )`);
    await runner.query(`CREATE UNIQUE INDEX organisations_current ON organisations (account) WHERE superseded_at IS NULL`);
    await runner.query(`CREATE UNIQUE INDEX organisations_gln ON organisations (gln) WHERE superseded_at IS NULL AND gln IS NOT NULL`);
    await runner.query(`
      CREATE TABLE api_tokens (
        id text PRIMARY KEY,
        account text NOT NULL,
        secret_hash text NOT NULL,
        scopes text[] NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        last_used_at timestamptz
      )`);
    await runner.query(`CREATE INDEX api_tokens_account ON api_tokens (account)`);
    await runner.query(`
      CREATE TABLE products (
        gtin text PRIMARY KEY,
        account text NOT NULL,
        name text NOT NULL,
        description text,
        updated_at timestamptz NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE places (
        gln text PRIMARY KEY,
        account text NOT NULL,
        name text NOT NULL,
        latitude double precision,
        longitude double precision,
        country text,
        updated_at timestamptz NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["places", "products", "api_tokens", "organisations"]) await runner.query(`DROP TABLE ${table}`);
  }
}
