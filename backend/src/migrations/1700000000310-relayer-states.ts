import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Why a transaction or its sender waits, what became of each signed form, and how long a leader has been silent: all that a console shows
 * and that a new leader needs to go on.
 */
export class RelayerStates1700000000310 implements MigrationInterface {
  name = "RelayerStates1700000000310";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE transactions
        ADD COLUMN role text CHECK (role IN ('relayer', 'registrar')),
        ADD COLUMN blocked_reason text,
        ADD COLUMN not_before timestamptz,
        ADD COLUMN postponed_nonce bigint,
        ADD COLUMN cancelling text CHECK (cancelling IN ('requeue', 'fail')),
        ADD COLUMN tries integer NOT NULL DEFAULT 0,
        ADD COLUMN settled boolean NOT NULL DEFAULT false,
        ADD COLUMN included_at timestamptz`);
    await runner.query(`
      UPDATE transactions SET role = CASE WHEN business_key LIKE 'register:%' THEN 'registrar' ELSE 'relayer' END
      WHERE business_key NOT LIKE 'noop:%'`);
    await runner.query(`DROP INDEX transactions_open`);
    // Three questions of every round: what is queued, what is not mined, and what is mined but not final.
    await runner.query(`CREATE INDEX transactions_queued ON transactions (sender, id) WHERE state = 'queued'`);
    await runner.query(`CREATE INDEX transactions_unmined ON transactions (sender, nonce) WHERE state IN ('signed', 'sent', 'unknown')`);
    await runner.query(
      `CREATE INDEX transactions_mined ON transactions (sender, nonce) WHERE state IN ('included', 'reverted') AND NOT settled`,
    );
    await runner.query(`CREATE INDEX transactions_failed ON transactions (updated_at) WHERE state IN ('failed', 'reverted')`);
    await runner.query(`
      ALTER TABLE transaction_attempts
        ADD COLUMN sender text,
        ADD COLUMN kind text NOT NULL DEFAULT 'call' CHECK (kind IN ('call', 'noop')),
        ADD COLUMN sent_at timestamptz,
        ADD COLUMN gas_used bigint,
        ADD COLUMN effective_gas_price numeric(78,0),
        ADD COLUMN mined_at timestamptz`);
    await runner.query(
      `UPDATE transaction_attempts AS a SET sender = t.sender, sent_at = a.created_at FROM transactions t WHERE t.id = a.transaction_id`,
    );
    await runner.query(`ALTER TABLE transaction_attempts ALTER COLUMN sender SET NOT NULL`);
    await runner.query(`CREATE INDEX transaction_attempts_mined ON transaction_attempts (sender, mined_at) WHERE mined_at IS NOT NULL`);
    await runner.query(`
      ALTER TABLE relayer_senders
        ADD COLUMN leader_seen_at timestamptz,
        ADD COLUMN balance numeric(78,0),
        ADD COLUMN blocked_reason text,
        ADD COLUMN blocked_since timestamptz,
        ADD COLUMN gap_since timestamptz`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE relayer_senders DROP COLUMN leader_seen_at, DROP COLUMN balance, DROP COLUMN blocked_reason, DROP COLUMN blocked_since, DROP COLUMN gap_since`,
    );
    await runner.query(
      `ALTER TABLE transaction_attempts DROP COLUMN sender, DROP COLUMN kind, DROP COLUMN sent_at, DROP COLUMN gas_used,
         DROP COLUMN effective_gas_price, DROP COLUMN mined_at`,
    );
    for (const index of ["transactions_queued", "transactions_unmined", "transactions_mined", "transactions_failed"])
      await runner.query(`DROP INDEX ${index}`);
    await runner.query(
      `ALTER TABLE transactions DROP COLUMN role, DROP COLUMN blocked_reason, DROP COLUMN not_before, DROP COLUMN postponed_nonce,
         DROP COLUMN cancelling, DROP COLUMN tries, DROP COLUMN settled, DROP COLUMN included_at`,
    );
    await runner.query(`CREATE INDEX transactions_open ON transactions (sender, state, id) WHERE state NOT IN ('final', 'failed')`);
  }
}
