import type { MigrationInterface, QueryRunner } from "typeorm";

/** Places of which nothing is sold at present; what is reserved there stays reserved. Of the ledger, so each program that keeps one has it. */
export class PlacesThatAreShut1700000000967 implements MigrationInterface {
  name = "PlacesThatAreShut1700000000967";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE stock_shut (
        warehouse text COLLATE "C" PRIMARY KEY,
        since timestamptz NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE stock_shut");
  }
}
