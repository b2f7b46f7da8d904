import type { MigrationInterface, QueryRunner } from "typeorm";

/** What a capture has to store lives for a second: compressing megabytes for that costs more than writing them. */
export class CaptureStorage1700000000570 implements MigrationInterface {
  name = "CaptureStorage1700000000570";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE capture_jobs ALTER COLUMN input SET STORAGE EXTERNAL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE capture_jobs ALTER COLUMN input SET STORAGE EXTENDED`);
  }
}
