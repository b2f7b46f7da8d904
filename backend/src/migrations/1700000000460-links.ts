import type { MigrationInterface, QueryRunner } from "typeorm";

/** Where organisations say that their identifiers lead. A link is never rewritten: it ends, and another begins. */
export class Links1700000000460 implements MigrationInterface {
  name = "Links1700000000460";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE links (
        id text PRIMARY KEY,
        sequence bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
        account text NOT NULL,
        identifier text COLLATE "C" NOT NULL,
        type text NOT NULL,
        href text COLLATE "C" NOT NULL,
        title text NOT NULL,
        language text,
        media_type text,
        valid_by text NOT NULL,
        valid_from timestamptz NOT NULL,
        valid_until timestamptz,
        signature text,
        end_signature text,
        CONSTRAINT links_valid_by CHECK (valid_by IN ('calendar', 'sale'))
      )`);
    await runner.query(`CREATE INDEX links_identifier ON links (identifier, sequence)`);
    await runner.query(`CREATE INDEX links_account ON links (account, sequence)`);
    // From what took an identifier's place back to it.
    await runner.query(`CREATE INDEX links_successor ON links (href) WHERE type = 'successor-version'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE links`);
  }
}
