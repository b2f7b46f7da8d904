import type { MigrationInterface, QueryRunner } from "typeorm";

/** The audit log: entries that nobody changes, where their streams stand, and the checkpoints whose hashes go on chain. */
export class Audit1700000000720 implements MigrationInterface {
  name = "Audit1700000000720";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit_entries (
        stream text COLLATE "C" NOT NULL,
        sequence bigint NOT NULL CHECK (sequence > 0),
        id bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        at timestamptz NOT NULL,
        actor text NOT NULL,
        account text,
        action text NOT NULL,
        subject text,
        outcome text NOT NULL CHECK (outcome IN ('done', 'refused')),
        details jsonb NOT NULL,
        request_id text NOT NULL,
        previous text NOT NULL,
        hash text NOT NULL,
        PRIMARY KEY (stream, sequence)
      )`);
    await runner.query(`CREATE INDEX audit_entries_account ON audit_entries (account, id)`);
    await runner.query(`
      CREATE TABLE audit_heads (
        stream text COLLATE "C" PRIMARY KEY,
        sequence bigint NOT NULL,
        hash text NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE audit_checkpoints (
        number integer PRIMARY KEY,
        at timestamptz NOT NULL,
        previous text NOT NULL,
        entries integer NOT NULL CHECK (entries > 0),
        root text NOT NULL,
        heads jsonb NOT NULL,
        hash text NOT NULL
      )`);
    // Which rows a checkpoint covers: to find the one of a row.
    await runner.query(`
      CREATE TABLE audit_ranges (
        stream text COLLATE "C" NOT NULL,
        first_sequence bigint NOT NULL,
        last_sequence bigint NOT NULL,
        checkpoint integer NOT NULL,
        PRIMARY KEY (stream, last_sequence)
      )`);
    await runner.query(`CREATE INDEX audit_ranges_checkpoint ON audit_ranges (checkpoint)`);
    await runner.query(`
      CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% of % is refused: the audit log only grows', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
      END $$`);
    for (const table of ["audit_entries", "audit_checkpoints", "audit_ranges"]) {
      // The trigger holds whoever is owner or superuser, too; the right is taken away beside it.
      await runner.query(`
        CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
        FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()`);
      await runner.query(`REVOKE UPDATE, DELETE, TRUNCATE ON ${table} FROM PUBLIC, CURRENT_USER`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["audit_ranges", "audit_checkpoints", "audit_heads", "audit_entries"]) await runner.query(`DROP TABLE ${table}`);
    await runner.query("DROP FUNCTION audit_is_append_only()");
  }
}
