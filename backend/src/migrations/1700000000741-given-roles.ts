import type { MigrationInterface, QueryRunner } from "typeorm";

/** What somebody who takes an invitation will be, and who is what in the whole installation. */
export class GivenRoles1700000000741 implements MigrationInterface {
  name = "GivenRoles1700000000741";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE invitations ADD COLUMN role text NOT NULL DEFAULT 'supplier'`);
    await runner.query(`ALTER TABLE invitations ALTER COLUMN role DROP DEFAULT`);
    await runner.query(`
      CREATE TABLE installation_roles (
        person_id text NOT NULL REFERENCES persons (id),
        role text NOT NULL CHECK (role IN ('admin', 'auditor')),
        given_at timestamptz NOT NULL,
        PRIMARY KEY (person_id, role)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE installation_roles`);
    await runner.query(`ALTER TABLE invitations DROP COLUMN role`);
  }
}
