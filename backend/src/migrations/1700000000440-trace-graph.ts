import type { MigrationInterface, QueryRunner } from "typeorm";

/** The trace graph: the part that each subject plays in each event. Made of statements alone, and can be made again. */
export class TraceGraph1700000000440 implements MigrationInterface {
  name = "TraceGraph1700000000440";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE trace_parts (
        sequence bigint NOT NULL,
        role text COLLATE "C" NOT NULL,
        event_time timestamptz NOT NULL,
        subject text COLLATE "C",
        joint text COLLATE "C",
        kind text COLLATE "C",
        action text COLLATE "C",
        event bytea,
        quantity text,
        uom text
      )`);
    await runner.query(`CREATE INDEX trace_parts_subject ON trace_parts (subject, event_time, sequence)`);
    // Most events only see things: what joins nothing is not in the way of a walk.
    await runner.query(`CREATE INDEX trace_parts_links ON trace_parts (subject, role) WHERE joint IS NOT NULL`);
    await runner.query(`CREATE INDEX trace_parts_joint ON trace_parts (joint, subject) WHERE joint IS NOT NULL`);
    await runner.query(`CREATE TABLE withdrawn_statements (sequence bigint PRIMARY KEY)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["withdrawn_statements", "trace_parts"]) await runner.query(`DROP TABLE ${table}`);
  }
}
