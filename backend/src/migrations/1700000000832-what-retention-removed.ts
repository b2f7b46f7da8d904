import type { MigrationInterface, QueryRunner } from "typeorm";

/** How much each rule of retention removed, by day; and the list of stored files, newest first. */
export class WhatRetentionRemoved1700000000832 implements MigrationInterface {
  name = "WhatRetentionRemoved1700000000832";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE retention_days (
        rule text NOT NULL,
        day date NOT NULL,
        removed bigint NOT NULL CHECK (removed >= 0),
        ran_at timestamptz NOT NULL,
        PRIMARY KEY (rule, day)
      )`);
    await runner.query(`CREATE INDEX stored_files_newest ON stored_files (stored_at, cid)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX stored_files_newest`);
    await runner.query(`DROP TABLE retention_days`);
  }
}
