import type { MigrationInterface, QueryRunner } from "typeorm";

/** Factor tables and footprints, which never change, what of them waits for a batch, and what a unit of a product weighs. */
export class Carbon1700000000510 implements MigrationInterface {
  name = "Carbon1700000000510";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE carbon_leaves (
        commitment text PRIMARY KEY,
        sequence bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        created_at timestamptz NOT NULL,
        batch_id bigint REFERENCES batches (id)
      )`);
    await runner.query(`CREATE INDEX carbon_leaves_waiting ON carbon_leaves (sequence) WHERE batch_id IS NULL`);
    await runner.query(`ALTER TABLE batch_leaves DROP CONSTRAINT batch_leaves_kind_check`);
    await runner.query(
      `ALTER TABLE batch_leaves ADD CONSTRAINT batch_leaves_kind_check CHECK (kind IN ('previous', 'commitment', 'history', 'record'))`,
    );
    await runner.query(`CREATE UNIQUE INDEX batch_leaves_record ON batch_leaves (value) WHERE kind = 'record'`);
    await runner.query(`
      CREATE TABLE factor_tables (
        hash text PRIMARY KEY,
        sequence bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        account text,
        table_json text NOT NULL,
        commitment text NOT NULL UNIQUE,
        created_at timestamptz NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE footprints (
        hash text PRIMARY KEY,
        sequence bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        subject text NOT NULL,
        footprint_json text NOT NULL,
        commitment text NOT NULL UNIQUE,
        preceding text UNIQUE REFERENCES footprints (hash),
        account text NOT NULL,
        stored_at timestamptz NOT NULL
      )`);
    await runner.query(`CREATE INDEX footprints_subject ON footprints (subject, sequence)`);
    await runner.query(`ALTER TABLE products ADD COLUMN mass_grams bigint, ADD COLUMN pieces integer`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE products DROP COLUMN mass_grams, DROP COLUMN pieces`);
    await runner.query(`DROP INDEX batch_leaves_record`);
    await runner.query(`ALTER TABLE batch_leaves DROP CONSTRAINT batch_leaves_kind_check`);
    await runner.query(
      `ALTER TABLE batch_leaves ADD CONSTRAINT batch_leaves_kind_check CHECK (kind IN ('previous', 'commitment', 'history'))`,
    );
    for (const table of ["footprints", "factor_tables", "carbon_leaves"]) await runner.query(`DROP TABLE ${table}`);
  }
}
