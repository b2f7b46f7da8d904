import type { MigrationInterface, QueryRunner } from "typeorm";

/** Recalls: what stored statements say about them, whom they ask, and who was asked in vain. */
export class Recalls1700000000490 implements MigrationInterface {
  name = "Recalls1700000000490";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE recalls (
        notice text PRIMARY KEY,
        sequence bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        account text NOT NULL,
        answer_by timestamptz,
        forwards text,
        opened_at timestamptz
      )`);
    await runner.query(`CREATE INDEX recalls_account ON recalls (account, sequence)`);
    await runner.query(`CREATE INDEX recalls_forwards ON recalls (forwards) WHERE forwards IS NOT NULL`);
    await runner.query(`CREATE TABLE recall_answers (commitment text PRIMARY KEY, notice text NOT NULL, account text NOT NULL)`);
    await runner.query(`CREATE INDEX recall_answers_notice ON recall_answers (notice)`);
    await runner.query(`CREATE TABLE recall_ends (commitment text PRIMARY KEY, notice text NOT NULL, account text NOT NULL)`);
    await runner.query(`CREATE INDEX recall_ends_notice ON recall_ends (notice, account)`);
    await runner.query(`
      CREATE TABLE recall_tasks (
        notice text NOT NULL REFERENCES recalls,
        account text NOT NULL,
        subject text NOT NULL,
        asked_at timestamptz NOT NULL,
        PRIMARY KEY (notice, account, subject)
      )`);
    await runner.query(`CREATE INDEX recall_tasks_account ON recall_tasks (account)`);
    await runner.query(`
      CREATE TABLE recall_escalations (
        notice text NOT NULL REFERENCES recalls,
        account text NOT NULL,
        step smallint NOT NULL,
        escalated_at timestamptz NOT NULL,
        PRIMARY KEY (notice, account, step)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["recall_escalations", "recall_tasks", "recall_ends", "recall_answers", "recalls"]) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
