import type { MigrationInterface, QueryRunner } from "typeorm";

/** The devices that staff works at: each is known by a secret of its own, of which a hash is kept, and enrolled by a code that is good once. */
export class StaffDevices1700000001020 implements MigrationInterface {
  name = "StaffDevices1700000001020";

  async up(runner: QueryRunner): Promise<void> {
    // A row is made with its code; the code leaves it as the secret comes.
    await runner.query(`
      CREATE TABLE staff_devices (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        added_at timestamptz NOT NULL,
        added_by text NOT NULL,
        code_hash bytea UNIQUE,
        code_expires_at timestamptz,
        secret_hash bytea UNIQUE,
        enrolled_at timestamptz,
        used_at timestamptz,
        ended_at timestamptz,
        CONSTRAINT staff_devices_codes_run_out CHECK ((code_hash IS NULL) = (code_expires_at IS NULL)),
        CONSTRAINT staff_devices_are_known_by_secrets CHECK ((secret_hash IS NULL) = (enrolled_at IS NULL)),
        CONSTRAINT staff_devices_use_their_codes_up CHECK (code_hash IS NULL OR (secret_hash IS NULL AND ended_at IS NULL))
      )`);
    await runner.query("CREATE UNIQUE INDEX staff_devices_name ON staff_devices (name) WHERE ended_at IS NULL");
    // A refusal that comes again and again is noted once; to know that, the last ones are looked up.
    await runner.query("CREATE INDEX log_refused ON log (by, at) WHERE what = 'refused'");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP INDEX log_refused");
    await runner.query("DROP TABLE staff_devices");
  }
}
