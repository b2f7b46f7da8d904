import type { MigrationInterface, QueryRunner } from "typeorm";

const INDEXES: Readonly<Record<string, string>> = {
  audit_entries_subject: "audit_entries (subject, id) WHERE subject IS NOT NULL",
  audit_entries_actor: "audit_entries (actor, id)",
  audit_entries_action: "audit_entries (action, id)",
};

/** The log is read by who did something, by what was done, and by what it was done to: the last is the history of each record. */
export class SearchOfTheAuditLog1700000000831 implements MigrationInterface {
  name = "SearchOfTheAuditLog1700000000831";

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, on] of Object.entries(INDEXES)) await runner.query(`CREATE INDEX ${name} ON ${on}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(INDEXES)) await runner.query(`DROP INDEX ${name}`);
  }
}
