import type { MigrationInterface, QueryRunner } from "typeorm";

/** Articles have a version, so that of two people who change one at once neither undoes what the other did. */
export class VersionsOfArticles1700000000956 implements MigrationInterface {
  name = "VersionsOfArticles1700000000956";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE articles ADD COLUMN version integer NOT NULL DEFAULT 1 CHECK (version > 0)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE articles DROP COLUMN version`);
  }
}
