import type { MigrationInterface, QueryRunner } from "typeorm";

/** Links that reset a password, when somebody else last changed a person's ways in, and what about an admin's waits for a second one under the two-person rule. */
export class PasswordResets1700000000850 implements MigrationInterface {
  name = "PasswordResets1700000000850";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE password_resets (
        hash text PRIMARY KEY,
        person_id text NOT NULL REFERENCES persons (id),
        made_by text REFERENCES persons (id),
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        used_at timestamptz
      )`);
    await runner.query(`ALTER TABLE persons ADD COLUMN ways_in_changed_at timestamptz`);
    await runner.query(`CREATE INDEX password_resets_person ON password_resets (person_id)`);
    await runner.query(`ALTER TABLE password_resets ENABLE ROW LEVEL SECURITY`);
    // An organisation ends older links of its people, whoever made them, and makes others as who asks.
    await runner.query(`
      CREATE POLICY own ON password_resets TO waybill_request USING (
        current_setting('waybill.person', true) IN (person_id, made_by)
        OR EXISTS (SELECT 1 FROM memberships o WHERE o.person_id = password_resets.person_id AND o.account = current_setting('waybill.account', true))
      )`);
    // What else its people are an organisation does not see; whether they are anything else it is told of those whom it sees.
    await runner.query(`
      CREATE FUNCTION waybill_is_member_alone(who text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT (SELECT count(*) FROM memberships WHERE person_id = who AND account = current_setting('waybill.account', true)) = 1
          AND (SELECT count(*) FROM memberships WHERE person_id = who) = 1
          AND NOT EXISTS (SELECT FROM installation_roles WHERE person_id = who)
          AND NOT EXISTS (SELECT FROM person_wallets WHERE person_id = who)
      $$`);
    await runner.query(`REVOKE EXECUTE ON FUNCTION waybill_is_member_alone FROM PUBLIC`);
    await runner.query(`GRANT EXECUTE ON FUNCTION waybill_is_member_alone TO waybill_request`);
    await changeActs(runner, ["give-admin", "end-rule", "reset-password", "take-second-factors"]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM installation_proposals WHERE act IN ('reset-password', 'take-second-factors')`);
    await changeActs(runner, ["give-admin", "end-rule"]);
    await runner.query(`DROP FUNCTION waybill_is_member_alone`);
    await runner.query(`DROP TABLE password_resets`);
    await runner.query(`ALTER TABLE persons DROP COLUMN ways_in_changed_at`);
  }
}

/** Which acts can be proposed; all but the end of the rule are about somebody. */
async function changeActs(runner: QueryRunner, acts: readonly string[]): Promise<void> {
  await runner.query(`
    ALTER TABLE installation_proposals DROP CONSTRAINT installation_proposals_act_check, DROP CONSTRAINT installation_proposals_check,
      ADD CONSTRAINT installation_proposals_act_check CHECK (act IN (${acts.map((act) => `'${act}'`).join(", ")})),
      ADD CONSTRAINT installation_proposals_check CHECK ((act <> 'end-rule') = (person_id IS NOT NULL))`);
}
