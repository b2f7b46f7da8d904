import type { MigrationInterface, QueryRunner } from "typeorm";

/** Drafts took transports; from now on those do that are submitted. */
export class DraftsTakeNothing1700000000660 implements MigrationInterface {
  name = "DraftsTakeNothing1700000000660";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM claimed_transports WHERE claim IN (SELECT id FROM claims WHERE state = 'draft')`);
  }

  async down(): Promise<void> {
    // What drafts had taken is not known any more; they take it when they are submitted.
  }
}
