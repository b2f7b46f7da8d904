import type { MigrationInterface, QueryRunner } from "typeorm";

/** What admins noted that their wallets were about to send, and what was done to the contracts' rights and actors, with the note of it or without one. */
export class ActsOnChain1700000000959 implements MigrationInterface {
  name = "ActsOnChain1700000000959";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE chain_notes (
        id text PRIMARY KEY,
        person_id text NOT NULL REFERENCES persons (id),
        wallet text NOT NULL,
        call_hash text NOT NULL,
        action text NOT NULL,
        noted_at timestamptz NOT NULL,
        transaction_hash text
      )`);
    await runner.query(`CREATE INDEX chain_notes_by_time ON chain_notes (noted_at)`);
    await runner.query(`ALTER TABLE chain_notes ENABLE ROW LEVEL SECURITY`);
    await runner.query(`CREATE POLICY own ON chain_notes TO waybill_request USING (person_id = current_setting('waybill.person', true))`);
    // A note is of one transaction; it may be erased with the person, and what it was of stays noted.
    await runner.query(`
      CREATE TABLE chain_acts (
        transaction_hash text PRIMARY KEY,
        events jsonb NOT NULL,
        in_block bigint NOT NULL,
        seen_at timestamptz NOT NULL,
        seen_to bigint NOT NULL,
        verdict text NOT NULL CHECK (verdict IN ('before', 'own', 'noted', 'unnoted')),
        note_id text UNIQUE CHECK (note_id IS NULL OR verdict = 'noted'),
        at timestamptz CHECK ((at IS NULL) = (verdict = 'before')),
        sender text CHECK ((sender IS NULL) = (verdict = 'before')),
        call_hash text CHECK ((call_hash IS NULL) = (verdict = 'before')),
        acknowledged_at timestamptz CHECK (acknowledged_at IS NULL OR verdict = 'unnoted')
      )`);
    // ADMIN on chain takes two as well: what was confirmed waits for the wallet that sends it.
    await runner.query(`ALTER TABLE installation_proposals ADD COLUMN account text, ADD COLUMN confirmed_at timestamptz`);
    await changeActs(runner, ["give-admin", "end-rule", "reset-password", "take-second-factors", "grant-admin-on-chain"]);
    await runner.query(`
      ALTER TABLE installation_proposals
        ADD CONSTRAINT installation_proposals_person CHECK ((act IN ('end-rule', 'grant-admin-on-chain')) = (person_id IS NULL)),
        ADD CONSTRAINT installation_proposals_account CHECK ((act = 'grant-admin-on-chain') = (account IS NOT NULL)),
        ADD CONSTRAINT installation_proposals_confirmed CHECK (confirmed_at IS NULL OR act = 'grant-admin-on-chain')`);
    await runner.query(`CREATE INDEX chain_acts_by_time ON chain_acts (at DESC, transaction_hash DESC) WHERE verdict <> 'before'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE chain_acts`);
    await runner.query(`DROP TABLE chain_notes`);
    await runner.query(`DELETE FROM installation_proposals WHERE act = 'grant-admin-on-chain'`);
    await runner.query(
      `ALTER TABLE installation_proposals DROP CONSTRAINT installation_proposals_person, DROP COLUMN account, DROP COLUMN confirmed_at`,
    );
    await changeActs(runner, ["give-admin", "end-rule", "reset-password", "take-second-factors"]);
    await runner.query(
      `ALTER TABLE installation_proposals ADD CONSTRAINT installation_proposals_check CHECK ((act <> 'end-rule') = (person_id IS NOT NULL))`,
    );
  }
}

async function changeActs(runner: QueryRunner, acts: readonly string[]): Promise<void> {
  await runner.query(`
    ALTER TABLE installation_proposals DROP CONSTRAINT installation_proposals_act_check, DROP CONSTRAINT IF EXISTS installation_proposals_check,
      ADD CONSTRAINT installation_proposals_act_check CHECK (act IN (${acts.map((act) => `'${act}'`).join(", ")}))`);
}
