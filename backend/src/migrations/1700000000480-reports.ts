import type { MigrationInterface, QueryRunner } from "typeorm";

/** Reports of people who hold goods, whom they concern, and what those answer; and what accounts sign to read them. */
export class Reports1700000000480 implements MigrationInterface {
  name = "Reports1700000000480";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE reports (
        id text PRIMARY KEY,
        request_digest text NOT NULL UNIQUE,
        number_hash text NOT NULL UNIQUE,
        subject text NOT NULL,
        kind text NOT NULL,
        text text NOT NULL,
        contact text,
        reported_at timestamptz NOT NULL
      )`);
    await runner.query(`CREATE INDEX reports_subject ON reports (subject, reported_at)`);
    await runner.query(`CREATE INDEX reports_contact ON reports (reported_at) WHERE contact IS NOT NULL`);
    await runner.query(`
      CREATE TABLE report_parties (
        report_id text NOT NULL REFERENCES reports (id),
        account text NOT NULL,
        reported_at timestamptz NOT NULL,
        PRIMARY KEY (report_id, account)
      )`);
    await runner.query(`CREATE INDEX report_parties_account ON report_parties (account, reported_at DESC, report_id)`);
    await runner.query(`
      CREATE TABLE report_answers (
        report_id text NOT NULL,
        account text NOT NULL,
        text text NOT NULL,
        answered_at timestamptz NOT NULL,
        PRIMARY KEY (report_id, account),
        FOREIGN KEY (report_id, account) REFERENCES report_parties (report_id, account)
      )`);
    await runner.query(`CREATE TABLE sign_in_challenges (nonce text PRIMARY KEY, account text NOT NULL, expires_at timestamptz NOT NULL)`);
    await runner.query(`CREATE INDEX sign_in_challenges_expires_at ON sign_in_challenges (expires_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["sign_in_challenges", "report_answers", "report_parties", "reports"]) await runner.query(`DROP TABLE ${table}`);
  }
}
