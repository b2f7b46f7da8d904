import type { MigrationInterface, QueryRunner } from "typeorm";

const INDEXES: Readonly<Record<string, string>> = {
  api_tokens_newest: "api_tokens (created_at, id)",
  sessions_newest: "sessions (created_at, id) WHERE ended_at IS NULL",
  persons_newest: "persons (created_at, id)",
};

/** The lists of everybody's keys, sessions and people are read page by page, the newest first. */
export class InstallationLists1700000000820 implements MigrationInterface {
  name = "InstallationLists1700000000820";

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, on] of Object.entries(INDEXES)) await runner.query(`CREATE INDEX ${name} ON ${on}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(INDEXES)) await runner.query(`DROP INDEX ${name}`);
  }
}
