import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Statements are committed to by their content and the tree of their fields. Those made before are signed, anchored and public in another
 * form, which nobody can sign anew for their authors: a database that holds some is not carried over.
 */
export class StatementsWithFields1700000000430 implements MigrationInterface {
  name = "StatementsWithFields1700000000430";

  async up(runner: QueryRunner): Promise<void> {
    const [{ held }] = (await runner.query(
      `SELECT EXISTS (SELECT FROM statements) OR EXISTS (SELECT FROM capture_jobs WHERE finished_at IS NULL) AS held`,
    )) as [{ held: boolean }];
    if (held)
      throw new Error(
        "This database holds statements that an earlier version of Waybill made, in a form that this one cannot prove. Begin with another database: for `npm start`, remove the home or set WAYBILL_HOME to a new one.",
      );
  }

  async down(): Promise<void> {}
}
