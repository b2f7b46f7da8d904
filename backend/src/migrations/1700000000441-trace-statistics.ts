import type { MigrationInterface, QueryRunner } from "typeorm";

const COLUMNS = ["subject", "joint"];

/** A walk asks for thousands of subjects at once: the planner must not hold each of them against a list of frequent ones first. */
export class TraceStatistics1700000000441 implements MigrationInterface {
  name = "TraceStatistics1700000000441";

  async up(runner: QueryRunner): Promise<void> {
    for (const column of COLUMNS) {
      await runner.query(`ALTER TABLE trace_parts ALTER COLUMN ${column} SET STATISTICS 1`);
      // So small a sample would guess too few: a subject plays a part in some three events.
      await runner.query(`ALTER TABLE trace_parts ALTER COLUMN ${column} SET (n_distinct = -0.3)`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const column of COLUMNS) {
      await runner.query(`ALTER TABLE trace_parts ALTER COLUMN ${column} SET STATISTICS -1`);
      await runner.query(`ALTER TABLE trace_parts ALTER COLUMN ${column} RESET (n_distinct)`);
    }
  }
}
