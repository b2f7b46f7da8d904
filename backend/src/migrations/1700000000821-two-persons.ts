import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Invitations to a role in the installation, the first of which nobody makes; the two-person rule, and what waits for a second person. Requests of
 * one's own still give nobody such a role (migration 772): they get it by a function that uses an invitation up.
 */
export class TwoPersons1700000000821 implements MigrationInterface {
  name = "TwoPersons1700000000821";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE invitations ALTER COLUMN account DROP NOT NULL, ALTER COLUMN invited_by DROP NOT NULL`);
    await runner.query(`ALTER TABLE invitations ADD CHECK (invited_by IS NOT NULL OR account IS NULL)`);
    await runner.query(`
      CREATE TABLE installation_rules (
        is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
        needs_two boolean NOT NULL DEFAULT false,
        changed_at timestamptz
      )`);
    await runner.query(`INSERT INTO installation_rules DEFAULT VALUES`);
    await runner.query(`
      CREATE TABLE installation_proposals (
        id text PRIMARY KEY,
        act text NOT NULL CHECK (act IN ('give-admin', 'end-rule')),
        person_id text REFERENCES persons (id),
        proposed_by text NOT NULL REFERENCES persons (id),
        proposed_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        CHECK ((act = 'give-admin') = (person_id IS NOT NULL))
      )`);
    await runner.query(`REVOKE INSERT, UPDATE, DELETE ON installation_rules FROM waybill_request`);
    // Whoever erases itself takes away what it proposed, and what was proposed for it.
    await runner.query(`REVOKE INSERT, UPDATE ON installation_proposals FROM waybill_request`);
    await runner.query(`ALTER TABLE installation_proposals ENABLE ROW LEVEL SECURITY`);
    await runner.query(`
      CREATE POLICY own ON installation_proposals TO waybill_request
        USING (current_setting('waybill.person', true) IN (person_id, proposed_by))`);
    // An invitation that nobody made is for an installation without an admin. With two admins under the rule none becomes one by invitation.
    await runner.query(`
      CREATE FUNCTION waybill_take_installation_role(token_hash text, taker text, at timestamptz)
      RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE given text;
      BEGIN
        PERFORM pg_advisory_xact_lock(hashtextextended('installation admins', 0));
        UPDATE invitations SET used_at = at
          WHERE hash = token_hash AND account IS NULL AND used_at IS NULL AND expires_at > at
            AND (invited_by IS NOT NULL OR NOT EXISTS (SELECT FROM installation_roles WHERE installation_roles.role = 'admin'))
          RETURNING invitations.role INTO given;
        IF given IS NULL THEN RETURN NULL; END IF;
        INSERT INTO installation_roles (person_id, role, given_at) VALUES (taker, given, at) ON CONFLICT DO NOTHING;
        IF given = 'admin' AND (SELECT needs_two FROM installation_rules) THEN
          UPDATE invitations SET expires_at = at WHERE account IS NULL AND role = 'admin' AND used_at IS NULL AND expires_at > at;
        END IF;
        RETURN given;
      END $$`);
    await runner.query(`REVOKE EXECUTE ON FUNCTION waybill_take_installation_role FROM PUBLIC`);
    await runner.query(`GRANT EXECUTE ON FUNCTION waybill_take_installation_role TO waybill_request`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION waybill_take_installation_role`);
    await runner.query(`DROP TABLE installation_proposals`);
    await runner.query(`DROP TABLE installation_rules`);
    await runner.query(`DELETE FROM invitations WHERE account IS NULL`);
    await runner.query(`ALTER TABLE invitations DROP CONSTRAINT invitations_check`);
    await runner.query(`ALTER TABLE invitations ALTER COLUMN account SET NOT NULL, ALTER COLUMN invited_by SET NOT NULL`);
  }
}
