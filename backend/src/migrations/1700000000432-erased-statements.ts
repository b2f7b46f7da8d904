import type { MigrationInterface, QueryRunner } from "typeorm";

/** What remains of a statement that its author had erased: what the log and everybody else's proofs need of it, and nothing it said. */
export class ErasedStatements1700000000432 implements MigrationInterface {
  name = "ErasedStatements1700000000432";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE erased_statements (
        commitment text PRIMARY KEY,
        account text NOT NULL,
        subjects text[] NOT NULL,
        corrects text,
        erased_at timestamptz NOT NULL
      )`);
    await runner.query(`CREATE INDEX erased_statements_subjects ON erased_statements USING gin (subjects)`);
    await runner.query(`CREATE INDEX erased_statements_corrects ON erased_statements (corrects) WHERE corrects IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE erased_statements`);
  }
}
