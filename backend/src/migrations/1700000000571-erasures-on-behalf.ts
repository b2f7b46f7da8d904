import type { MigrationInterface, QueryRunner } from "typeorm";

/** Erasures that whoever runs Waybill carried out for a person whom a statement speaks of, and why. */
export class ErasuresOnBehalf1700000000571 implements MigrationInterface {
  name = "ErasuresOnBehalf1700000000571";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE erasures_on_behalf (
        commitment text PRIMARY KEY,
        reason text NOT NULL,
        carried_out_at timestamptz NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE erasures_on_behalf`);
  }
}
