import type { MigrationInterface, QueryRunner } from "typeorm";

/** Grams on chain: one table for each kind of event of CarbonToken, and retirements that holders signed and have not paid for. */
export class Credits1700000000640 implements MigrationInterface {
  name = "Credits1700000000640";

  async up(runner: QueryRunner): Promise<void> {
    const place = `
        block_number bigint NOT NULL,
        log_index integer NOT NULL,
        timestamp bigint NOT NULL,
        block_hash text NOT NULL,
        transaction_hash text NOT NULL`;
    const key = "PRIMARY KEY (block_number, log_index)";
    await runner.query(`
      CREATE TABLE credit_batches (${place},
        batch text NOT NULL,
        issued_to text NOT NULL,
        verifier text NOT NULL,
        registry text NOT NULL,
        project text NOT NULL,
        vintage integer NOT NULL,
        first_serial numeric NOT NULL,
        last_serial numeric NOT NULL,
        buffer_share integer NOT NULL,
        saving_hash text NOT NULL,
        ${key})`);
    await runner.query(`CREATE UNIQUE INDEX credit_batches_batch ON credit_batches (batch)`);
    await runner.query(`CREATE INDEX credit_batches_issued_to ON credit_batches (issued_to)`);
    await runner.query(`
      CREATE TABLE credit_moves (${place},
        from_account text,
        to_account text,
        lines jsonb NOT NULL,
        ${key})`);
    await runner.query(`CREATE INDEX credit_moves_from ON credit_moves (from_account)`);
    await runner.query(`CREATE INDEX credit_moves_to ON credit_moves (to_account)`);
    await runner.query(`CREATE INDEX credit_moves_lines ON credit_moves USING gin (lines jsonb_path_ops)`);
    await runner.query(`
      CREATE TABLE credit_retirements (${place},
        retirement text NOT NULL,
        batch text NOT NULL,
        holder text NOT NULL,
        beneficiary text NOT NULL,
        retired_before numeric NOT NULL,
        grams numeric NOT NULL,
        shipment text,
        period_start bigint NOT NULL,
        period_end bigint NOT NULL,
        country text,
        note text NOT NULL,
        ${key})`);
    await runner.query(`CREATE UNIQUE INDEX credit_retirements_retirement ON credit_retirements (retirement)`);
    await runner.query(`CREATE INDEX credit_retirements_batch ON credit_retirements (batch)`);
    await runner.query(`CREATE INDEX credit_retirements_holder ON credit_retirements (holder)`);
    await runner.query(`CREATE INDEX credit_retirements_beneficiary ON credit_retirements (beneficiary)`);
    await runner.query(`CREATE INDEX credit_retirements_shipment ON credit_retirements (shipment)`);
    await runner.query(`CREATE INDEX credit_retirements_transaction ON credit_retirements (transaction_hash)`);
    await runner.query(`
      CREATE TABLE credit_reversals (${place},
        kind text NOT NULL CHECK (kind IN ('cancelled', 'surrendered')),
        batch text NOT NULL,
        holder text,
        from_buffer numeric NOT NULL,
        uncovered numeric NOT NULL,
        surrendered numeric NOT NULL,
        reason_hash text,
        ${key})`);
    await runner.query(`CREATE INDEX credit_reversals_batch ON credit_reversals (batch)`);
    await runner.query(`CREATE INDEX credit_reversals_holder ON credit_reversals (holder)`);
    await runner.query(`
      CREATE TABLE credit_corrections (${place},
        retirement text NOT NULL,
        holder text NOT NULL,
        correction text NOT NULL,
        ${key})`);
    await runner.query(`CREATE INDEX credit_corrections_retirement ON credit_corrections (retirement)`);
    await runner.query(`
      CREATE TABLE retirement_requests (
        digest text PRIMARY KEY,
        sequence bigint GENERATED ALWAYS AS IDENTITY NOT NULL UNIQUE,
        holder text NOT NULL,
        batch text NOT NULL,
        grams numeric NOT NULL,
        beneficiary text NOT NULL,
        shipment text,
        period_start bigint NOT NULL,
        period_end bigint NOT NULL,
        country text,
        note text NOT NULL,
        nonce bigint NOT NULL,
        deadline bigint NOT NULL,
        signature text NOT NULL,
        state text NOT NULL CHECK (state IN ('accepted', 'sent', 'included', 'final', 'failed')),
        reason text,
        transaction_hash text,
        requested_at timestamptz NOT NULL
      )`);
    // A nonce is used once on chain; what failed has used none.
    await runner.query(`CREATE UNIQUE INDEX retirement_requests_nonce ON retirement_requests (holder, nonce) WHERE state <> 'failed'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      "retirement_requests",
      "credit_corrections",
      "credit_reversals",
      "credit_retirements",
      "credit_moves",
      "credit_batches",
    ])
      await runner.query(`DROP TABLE ${table}`);
  }
}
