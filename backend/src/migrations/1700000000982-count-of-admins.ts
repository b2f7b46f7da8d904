import type { MigrationInterface, QueryRunner } from "typeorm";

/** An admin who erases itself sees no role but its own; whether it leaves enough others it is told all the same. */
export class CountOfAdmins1700000000982 implements MigrationInterface {
  name = "CountOfAdmins1700000000982";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION waybill_count_admins() RETURNS int LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT count(*)::int FROM installation_roles WHERE role = 'admin'
      $$`);
    await runner.query(`REVOKE EXECUTE ON FUNCTION waybill_count_admins FROM PUBLIC`);
    await runner.query(`GRANT EXECUTE ON FUNCTION waybill_count_admins TO waybill_request`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION waybill_count_admins`);
  }
}
