import type { MigrationInterface, QueryRunner } from "typeorm";

/** People without a wallet: invitations and memberships, passwords, attempts at them, and second factors. */
export class Members1700000000703 implements MigrationInterface {
  name = "Members1700000000703";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE invitations (
        hash text PRIMARY KEY,
        account text NOT NULL,
        invited_by text NOT NULL REFERENCES persons (id),
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        used_at timestamptz
      )`);
    await runner.query(`
      CREATE TABLE memberships (
        person_id text NOT NULL REFERENCES persons (id),
        account text NOT NULL,
        role text NOT NULL,
        since timestamptz NOT NULL,
        PRIMARY KEY (person_id, account)
      )`);
    await runner.query(`CREATE INDEX memberships_account ON memberships (account)`);
    await runner.query(`
      CREATE TABLE person_passwords (
        person_id text PRIMARY KEY REFERENCES persons (id),
        email text NOT NULL UNIQUE,
        hash text NOT NULL,
        changed_at timestamptz NOT NULL
      )`);
    await runner.query(`CREATE TABLE sign_in_attempts (key text PRIMARY KEY, count integer NOT NULL, since timestamptz NOT NULL)`);
    await runner.query(`
      CREATE TABLE person_totp (
        person_id text PRIMARY KEY REFERENCES persons (id),
        secret bytea NOT NULL,
        confirmed_at timestamptz,
        last_step bigint
      )`);
    await runner.query(`
      CREATE TABLE recovery_codes (
        person_id text NOT NULL REFERENCES persons (id),
        hash text NOT NULL,
        used_at timestamptz,
        PRIMARY KEY (person_id, hash)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["recovery_codes", "person_totp", "sign_in_attempts", "person_passwords", "memberships", "invitations"])
      await runner.query(`DROP TABLE ${table}`);
  }
}
