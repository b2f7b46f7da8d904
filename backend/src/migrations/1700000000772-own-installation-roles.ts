import type { MigrationInterface, QueryRunner } from "typeorm";

/** As for all that is a person's own, see migration 740; and nobody gives itself a role in the installation. */
export class OwnInstallationRoles1700000000772 implements MigrationInterface {
  name = "OwnInstallationRoles1700000000772";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE installation_roles ENABLE ROW LEVEL SECURITY`);
    await runner.query(
      `CREATE POLICY own ON installation_roles TO waybill_request USING (person_id = current_setting('waybill.person', true))`,
    );
    await runner.query(`REVOKE INSERT, UPDATE ON installation_roles FROM waybill_request`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`GRANT INSERT, UPDATE ON installation_roles TO waybill_request`);
    await runner.query(`DROP POLICY own ON installation_roles`);
    await runner.query(`ALTER TABLE installation_roles DISABLE ROW LEVEL SECURITY`);
  }
}
