import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * A process that is one event is found by the statement that tells of it: its parts stand beside each other there, under a number instead of a
 * hash of 66 characters. The index of events is made again with the code that needs this.
 */
export class ProcessesByStatement1700000000790 implements MigrationInterface {
  name = "ProcessesByStatement1700000000790";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX trace_parts_links`);
    await runner.query(`CREATE INDEX trace_parts_links ON trace_parts (subject, role) WHERE kind IS NOT NULL`);
    await runner.query(`CREATE INDEX trace_parts_sequence ON trace_parts (sequence, role)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX trace_parts_sequence`);
    await runner.query(`DROP INDEX trace_parts_links`);
    await runner.query(`CREATE INDEX trace_parts_links ON trace_parts (subject, role) WHERE joint IS NOT NULL`);
  }
}
