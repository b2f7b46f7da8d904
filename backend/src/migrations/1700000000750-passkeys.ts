import type { MigrationInterface, QueryRunner } from "typeorm";

/** Passkeys of people, the challenges that they answer, and by what each session began. */
export class Passkeys1700000000750 implements MigrationInterface {
  name = "Passkeys1700000000750";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE passkeys (
        id text PRIMARY KEY,
        person_id text NOT NULL REFERENCES persons (id),
        credential_id text NOT NULL UNIQUE,
        public_key bytea NOT NULL,
        counter bigint NOT NULL,
        transports text[] NOT NULL,
        is_synced boolean NOT NULL,
        is_discoverable boolean NOT NULL,
        name text NOT NULL,
        created_at timestamptz NOT NULL,
        last_used_at timestamptz
      )`);
    await runner.query(`CREATE INDEX passkeys_person ON passkeys (person_id)`);
    await runner.query(`
      CREATE TABLE passkey_challenges (
        challenge text PRIMARY KEY,
        person_id text REFERENCES persons (id),
        expires_at timestamptz NOT NULL,
        used_at timestamptz
      )`);
    // As for all that is a person's own, see migration 740.
    for (const table of ["passkeys", "passkey_challenges"]) {
      await runner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(`CREATE POLICY own ON ${table} TO waybill_request USING (person_id = current_setting('waybill.person', true))`);
    }
    await runner.query(`ALTER TABLE sessions ADD COLUMN began_by text NOT NULL DEFAULT 'wallet'`);
    await runner.query(`UPDATE sessions SET began_by = 'password' WHERE 'pwd' = ANY(amr)`);
    await runner.query(`ALTER TABLE sessions ALTER COLUMN began_by DROP DEFAULT`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE sessions DROP COLUMN began_by`);
    for (const table of ["passkey_challenges", "passkeys"]) await runner.query(`DROP TABLE ${table}`);
  }
}
