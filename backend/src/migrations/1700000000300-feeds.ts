import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * A feed says what it is doing and why, how many rows its contracts have confirmed, and what a reorg brought beside what it
 * took.
 */
export class Feeds1700000000300 implements MigrationInterface {
  name = "Feeds1700000000300";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE chain_cursor RENAME COLUMN supply_chain TO definition`);
    await runner.query(`
      ALTER TABLE chain_cursor
        DROP COLUMN halted,
        ADD state text NOT NULL DEFAULT 'loading' CHECK (state IN ('loading', 'ready', 'behind', 'incomplete', 'halted', 'foreign')),
        ADD reason text,
        ADD counts jsonb NOT NULL DEFAULT '{"anchors": 0}',
        ADD proven_number bigint,
        ADD healed_logs bigint NOT NULL DEFAULT 0`);
    await runner.query(`UPDATE chain_cursor SET counts = jsonb_build_object('anchors', (SELECT count(*) FROM anchors))`);
    await runner.query(`ALTER TABLE relayer_senders ADD reorg_id bigint NOT NULL DEFAULT 0`);
    await runner.query(`ALTER TABLE chain_reorgs ADD to_number bigint, ADD logs_added integer NOT NULL DEFAULT 0`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE relayer_senders DROP COLUMN reorg_id`);
    await runner.query(`ALTER TABLE chain_reorgs DROP COLUMN to_number, DROP COLUMN logs_added`);
    await runner.query(`
      ALTER TABLE chain_cursor DROP COLUMN healed_logs, DROP COLUMN proven_number, DROP COLUMN counts, DROP COLUMN reason, DROP COLUMN state,
        ADD halted text`);
    await runner.query(`ALTER TABLE chain_cursor RENAME COLUMN definition TO supply_chain`);
  }
}
