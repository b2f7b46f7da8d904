import type { MigrationInterface, QueryRunner } from "typeorm";

/** What we send to the chain: transactions by business key, every signed form of them, and one fenced leader per sender. */
export class Relayer1700000000210 implements MigrationInterface {
  name = "Relayer1700000000210";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE relayer_senders (
        sender text PRIMARY KEY,
        fencing_token bigint NOT NULL,
        next_nonce bigint NOT NULL DEFAULT 0
      )`);
    await runner.query(`
      CREATE TABLE transactions (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        business_key text NOT NULL UNIQUE,
        sender text NOT NULL,
        target text NOT NULL,
        data text NOT NULL,
        state text NOT NULL CHECK (state IN ('queued', 'signed', 'sent', 'included', 'final', 'failed', 'reverted', 'unknown')),
        nonce bigint,
        gas_limit bigint,
        transaction_hash text,
        block_number bigint,
        block_hash text,
        gas_used bigint,
        effective_gas_price numeric(78,0),
        problem_code text,
        problem_detail text,
        created_at timestamptz NOT NULL,
        sent_at timestamptz,
        updated_at timestamptz NOT NULL,
        CHECK (state IN ('queued', 'failed') OR nonce IS NOT NULL)
      )`);
    await runner.query(`CREATE UNIQUE INDEX transactions_sender_nonce ON transactions (sender, nonce)`);
    await runner.query(`CREATE INDEX transactions_open ON transactions (sender, state, id) WHERE state NOT IN ('final', 'failed')`);
    await runner.query(`CREATE INDEX transactions_block_number ON transactions (block_number)`);
    await runner.query(`CREATE INDEX transactions_hash ON transactions (transaction_hash)`);
    await runner.query(`
      CREATE TABLE transaction_attempts (
        hash text PRIMARY KEY,
        transaction_id bigint NOT NULL REFERENCES transactions (id),
        nonce bigint NOT NULL,
        raw text NOT NULL,
        max_fee_per_gas numeric(78,0) NOT NULL,
        max_priority_fee_per_gas numeric(78,0) NOT NULL,
        created_at timestamptz NOT NULL
      )`);
    await runner.query(`CREATE INDEX transaction_attempts_transaction ON transaction_attempts (transaction_id, created_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["transaction_attempts", "transactions", "relayer_senders"]) await runner.query(`DROP TABLE ${table}`);
  }
}
