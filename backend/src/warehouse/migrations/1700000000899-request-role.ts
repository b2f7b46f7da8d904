import type { MigrationInterface, QueryRunner } from "typeorm";

/** The ledger takes rights away from this role, which a warehouse has no other use for. It is the server's, and may be there already. */
export class RequestRole1700000000899 implements MigrationInterface {
  name = "RequestRole1700000000899";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$ BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'waybill_request') THEN CREATE ROLE waybill_request NOLOGIN; END IF;
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
      END $$`);
  }

  /** The role stays: other databases of the server may use it. */
  async down(): Promise<void> {}
}
