import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * What the chain says: raw logs, and projections of them that are undone by deleting what lies above a block. How final a row is
 * follows from its block number and the cursor alone, so it is never stored.
 */
export class Chain1700000000200 implements MigrationInterface {
  name = "Chain1700000000200";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE chain_cursor (
        is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
        chain_id bigint NOT NULL,
        supply_chain text NOT NULL,
        base_number bigint NOT NULL,
        number bigint NOT NULL,
        hash bytea NOT NULL,
        timestamp bigint NOT NULL,
        head_number bigint NOT NULL,
        head_hash bytea NOT NULL,
        head_timestamp bigint NOT NULL,
        safe_number bigint,
        safe_hash bytea,
        safe_timestamp bigint,
        final_number bigint,
        final_hash bytea,
        final_timestamp bigint,
        halted text,
        updated_at timestamptz NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE chain_blocks (
        number bigint PRIMARY KEY,
        hash bytea NOT NULL,
        parent_hash bytea,
        timestamp bigint NOT NULL,
        log_count integer NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE chain_logs (
        block_hash bytea NOT NULL,
        log_index integer NOT NULL,
        block_number bigint NOT NULL,
        address bytea NOT NULL,
        transaction_hash bytea NOT NULL,
        topics bytea[] NOT NULL,
        data bytea NOT NULL,
        PRIMARY KEY (block_hash, log_index)
      )`);
    await runner.query(`CREATE INDEX chain_logs_block_number ON chain_logs (block_number)`);
    await runner.query(`
      CREATE TABLE chain_reorgs (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        seen_at timestamptz NOT NULL,
        ancestor_number bigint NOT NULL,
        from_number bigint NOT NULL,
        from_hash bytea NOT NULL,
        logs_removed integer NOT NULL,
        below_final boolean NOT NULL
      )`);
    await runner.query(`
      CREATE FUNCTION chain_finality(block_number bigint) RETURNS text STABLE LANGUAGE sql AS $$
        SELECT CASE WHEN block_number IS NULL THEN 'pending'
                    WHEN block_number <= c.final_number THEN 'final'
                    WHEN block_number <= c.safe_number THEN 'safe'
                    ELSE 'included' END
        FROM (SELECT 1) AS always LEFT JOIN chain_cursor AS c ON true
      $$`);
    await runner.query(`
      CREATE TABLE anchors (
        index bigint PRIMARY KEY,
        root text NOT NULL,
        author text NOT NULL,
        timestamp bigint NOT NULL,
        leaf text NOT NULL,
        block_number bigint NOT NULL,
        block_hash text NOT NULL,
        log_index integer NOT NULL,
        transaction_hash text NOT NULL
      )`);
    await runner.query(`CREATE INDEX anchors_root ON anchors (root)`);
    await runner.query(`CREATE INDEX anchors_block_number ON anchors (block_number)`);
    await runner.query(`
      CREATE TABLE actor_changes (
        block_number bigint NOT NULL,
        log_index integer NOT NULL,
        account text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('registered', 'revoked')),
        roles integer,
        profile_hash text,
        timestamp bigint NOT NULL,
        transaction_hash text NOT NULL,
        PRIMARY KEY (block_number, log_index)
      )`);
    await runner.query(`CREATE INDEX actor_changes_account ON actor_changes (account, block_number, log_index)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["actor_changes", "anchors", "chain_reorgs", "chain_logs", "chain_blocks"])
      await runner.query(`DROP TABLE ${table}`);
    await runner.query(`DROP FUNCTION chain_finality(bigint)`);
    await runner.query(`DROP TABLE chain_cursor`);
  }
}
