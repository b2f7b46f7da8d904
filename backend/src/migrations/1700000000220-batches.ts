import type { MigrationInterface, QueryRunner } from "typeorm";

/** What a root stands for: the leaves of our batches, and the histories of the subjects they touch. */
export class Batches1700000000220 implements MigrationInterface {
  name = "Batches1700000000220";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE batches (
        id bigint PRIMARY KEY,
        author text NOT NULL,
        previous_root text NOT NULL,
        root text NOT NULL,
        leaf_count integer NOT NULL,
        statement_count integer NOT NULL,
        created_at timestamptz NOT NULL
      )`);
    await runner.query(`CREATE INDEX batches_root ON batches (root)`);
    await runner.query(`
      CREATE TABLE batch_leaves (
        batch_id bigint NOT NULL REFERENCES batches (id),
        position integer NOT NULL,
        kind text NOT NULL CHECK (kind IN ('previous', 'commitment', 'history')),
        value text NOT NULL,
        subject text,
        entry_count integer,
        PRIMARY KEY (batch_id, position),
        CHECK ((kind = 'history') = (subject IS NOT NULL AND entry_count IS NOT NULL))
      )`);
    await runner.query(`CREATE UNIQUE INDEX batch_leaves_commitment ON batch_leaves (value) WHERE kind = 'commitment'`);
    await runner.query(`CREATE INDEX batch_leaves_subject ON batch_leaves (subject, batch_id) WHERE kind = 'history'`);
    await runner.query(`
      CREATE TABLE histories (
        subject text PRIMARY KEY,
        salt text NOT NULL,
        entry_count integer NOT NULL,
        head text NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE history_entries (
        subject text NOT NULL REFERENCES histories (subject),
        position integer NOT NULL,
        commitment text NOT NULL,
        corrects text,
        PRIMARY KEY (subject, position)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["history_entries", "histories", "batch_leaves", "batches"]) await runner.query(`DROP TABLE ${table}`);
  }
}
