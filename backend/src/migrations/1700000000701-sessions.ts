import type { MigrationInterface, QueryRunner } from "typeorm";

/** Persons, the wallets with which they sign in, their sessions, and the refresh tokens of those. Tokens of the sessions before end. */
export class Sessions1700000000701 implements MigrationInterface {
  name = "Sessions1700000000701";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE persons (id text PRIMARY KEY, created_at timestamptz NOT NULL)`);
    await runner.query(`
      CREATE TABLE person_wallets (
        account text PRIMARY KEY,
        person_id text NOT NULL REFERENCES persons (id),
        added_at timestamptz NOT NULL
      )`);
    await runner.query(`CREATE INDEX person_wallets_person ON person_wallets (person_id)`);
    await runner.query(`
      CREATE TABLE sessions (
        id text PRIMARY KEY,
        person_id text NOT NULL REFERENCES persons (id),
        account text,
        amr text[] NOT NULL,
        auth_time timestamptz NOT NULL,
        device text NOT NULL,
        created_at timestamptz NOT NULL,
        used_at timestamptz NOT NULL,
        idle_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        ended_at timestamptz
      )`);
    await runner.query(`CREATE INDEX sessions_person ON sessions (person_id, used_at)`);
    await runner.query(`CREATE INDEX sessions_expires_at ON sessions (expires_at)`);
    await runner.query(`
      CREATE TABLE refresh_tokens (
        hash text PRIMARY KEY,
        session_id text NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
        issued_at timestamptz NOT NULL,
        replaced_at timestamptz
      )`);
    await runner.query(`CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id) WHERE replaced_at IS NULL`);
    await runner.query(`DELETE FROM api_tokens WHERE 'reports' = ANY(scopes)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["refresh_tokens", "sessions", "person_wallets", "persons"]) await runner.query(`DROP TABLE ${table}`);
  }
}
