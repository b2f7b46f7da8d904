import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Invitations are listed by an id, which is no secret, and can end before their time: withdrawn, or with who made them being admin. That is noted beside
 * `expires_at` and not by it: whoever takes one may have read the clock before it ended, and must see so all the same.
 */
export class WithdrawnInvitations1700000000921 implements MigrationInterface {
  name = "WithdrawnInvitations1700000000921";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE invitations ADD COLUMN id text NOT NULL UNIQUE DEFAULT gen_random_uuid()::text, ADD COLUMN ended_at timestamptz`,
    );
    await runner.query(`ALTER TABLE invitations ALTER COLUMN id DROP DEFAULT`);
    await runner.query(`CREATE INDEX invitations_created ON invitations (created_at, id)`);
    await runner.query(takeInstallationRole("AND ended_at IS NULL", "ended_at"));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(takeInstallationRole("", "expires_at"));
    await runner.query(`UPDATE invitations SET expires_at = least(expires_at, ended_at) WHERE ended_at IS NOT NULL`);
    await runner.query(`ALTER TABLE invitations DROP COLUMN id, DROP COLUMN ended_at`);
  }
}

/** As in migration 821, where an invitation that has ended is one that is unknown. */
function takeInstallationRole(isOpen: string, end: "ended_at" | "expires_at"): string {
  return `
    CREATE OR REPLACE FUNCTION waybill_take_installation_role(token_hash text, taker text, at timestamptz)
    RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE given text;
    BEGIN
      PERFORM pg_advisory_xact_lock(hashtextextended('installation admins', 0));
      UPDATE invitations SET used_at = at
        WHERE hash = token_hash AND account IS NULL AND used_at IS NULL AND expires_at > at ${isOpen}
          AND (invited_by IS NOT NULL OR NOT EXISTS (SELECT FROM installation_roles WHERE installation_roles.role = 'admin'))
        RETURNING invitations.role INTO given;
      IF given IS NULL THEN RETURN NULL; END IF;
      INSERT INTO installation_roles (person_id, role, given_at) VALUES (taker, given, at) ON CONFLICT DO NOTHING;
      IF given = 'admin' AND (SELECT needs_two FROM installation_rules) THEN
        UPDATE invitations SET ${end} = at WHERE account IS NULL AND role = 'admin' AND used_at IS NULL AND expires_at > at ${isOpen};
      END IF;
      RETURN given;
    END $$`;
}
