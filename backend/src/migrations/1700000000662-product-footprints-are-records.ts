import type { MigrationInterface, QueryRunner } from "typeorm";

/** Leaves of product footprints were marked as if they were statements; what is hashed is the same. */
export class ProductFootprintsAreRecords1700000000662 implements MigrationInterface {
  name = "ProductFootprintsAreRecords1700000000662";

  async up(runner: QueryRunner): Promise<void> {
    await mark(runner, "commitment", "record");
  }

  async down(runner: QueryRunner): Promise<void> {
    await mark(runner, "record", "commitment");
  }
}

async function mark(runner: QueryRunner, from: string, to: string): Promise<void> {
  await runner.query(
    `UPDATE batch_leaves SET kind = '${to}' WHERE kind = '${from}' AND value IN (SELECT commitment FROM exchange_footprints)`,
  );
}
