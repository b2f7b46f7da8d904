import type { MigrationInterface, QueryRunner } from "typeorm";

/** Capture jobs, the statements that came of them, and what each statement is about. */
export class Traceability1700000000120 implements MigrationInterface {
  name = "Traceability1700000000120";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE capture_jobs (
        id text PRIMARY KEY,
        created_at timestamptz NOT NULL,
        finished_at timestamptz,
        error_behaviour text NOT NULL,
        input text,
        errors jsonb NOT NULL DEFAULT '[]',
        results jsonb NOT NULL DEFAULT '[]'
      )`);
    await runner.query(`CREATE INDEX capture_jobs_created_at ON capture_jobs (created_at, id)`);
    await runner.query(`
      CREATE TABLE statements (
        commitment text PRIMARY KEY,
        sequence bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
        event_id text NOT NULL,
        event_hash text NOT NULL,
        content_digest text NOT NULL,
        salt text NOT NULL,
        kind text NOT NULL,
        account text NOT NULL,
        signature text,
        event_json text NOT NULL,
        declared_event_id text,
        event_type text NOT NULL,
        biz_step text,
        event_time timestamptz NOT NULL,
        corrects text,
        capture_id text,
        captured_at timestamptz NOT NULL,
        batch_id bigint,
        CONSTRAINT statements_signed CHECK ((kind = 'signed') = (signature IS NOT NULL) AND kind IN ('signed', 'claimed'))
      )`);
    await runner.query(`CREATE UNIQUE INDEX statements_sequence ON statements (sequence)`);
    await runner.query(`CREATE UNIQUE INDEX statements_same ON statements (account, kind, content_digest)`);
    await runner.query(`CREATE INDEX statements_event_hash ON statements (event_hash)`);
    await runner.query(`CREATE INDEX statements_declared_event_id ON statements (declared_event_id, account)`);
    await runner.query(`CREATE INDEX statements_corrects ON statements (corrects) WHERE corrects IS NOT NULL`);
    await runner.query(`CREATE INDEX statements_unanchored ON statements (sequence) WHERE batch_id IS NULL`);
    await runner.query(`
      CREATE TABLE statement_subjects (
        commitment text NOT NULL,
        position integer NOT NULL,
        subject text NOT NULL,
        role text NOT NULL,
        quantity text,
        uom text,
        PRIMARY KEY (commitment, position)
      )`);
    await runner.query(`CREATE INDEX statement_subjects_subject ON statement_subjects (subject text_pattern_ops, role)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["statement_subjects", "statements", "capture_jobs"]) await runner.query(`DROP TABLE ${table}`);
  }
}
