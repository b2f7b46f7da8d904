import type { MigrationInterface, QueryRunner } from "typeorm";

/** Custody: the projection of the contract's events, what our users told us about their units, and offers on their way. */
export class Custody1700000000230 implements MigrationInterface {
  name = "Custody1700000000230";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE custody_steps (
        block_number bigint NOT NULL,
        log_index integer NOT NULL,
        unit text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('opened', 'handed-over', 'rejected', 'withdrawn', 'recovered', 'closed')),
        seq bigint NOT NULL,
        from_account text,
        to_account text,
        doc_hash text,
        reason_hash text,
        holder text NOT NULL,
        seq_after bigint NOT NULL,
        status text NOT NULL CHECK (status IN ('open', 'closed')),
        timestamp bigint NOT NULL,
        block_hash text NOT NULL,
        transaction_hash text NOT NULL,
        PRIMARY KEY (block_number, log_index)
      )`);
    await runner.query(`CREATE INDEX custody_steps_unit ON custody_steps (unit, block_number, log_index)`);
    await runner.query(`CREATE INDEX custody_steps_holder ON custody_steps (holder)`);
    await runner.query(`
      CREATE TABLE custody_units (
        unit text PRIMARY KEY,
        subject text NOT NULL,
        salt text NOT NULL,
        holder text NOT NULL,
        doc_hash text NOT NULL,
        deadline bigint NOT NULL,
        signature text NOT NULL,
        state text NOT NULL CHECK (state IN ('opening', 'opened', 'failed')),
        reason text,
        created_at timestamptz NOT NULL
      )`);
    await runner.query(`CREATE INDEX custody_units_subject ON custody_units (subject)`);
    await runner.query(`
      CREATE TABLE custody_contents (
        doc_hash text PRIMARY KEY,
        salt text NOT NULL,
        items jsonb NOT NULL,
        created_at timestamptz NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE custody_handovers (
        id text PRIMARY KEY,
        sequence bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
        unit text NOT NULL,
        from_account text NOT NULL,
        to_account text NOT NULL,
        seq bigint NOT NULL,
        doc_hash text NOT NULL,
        deadline bigint NOT NULL,
        from_signature text NOT NULL,
        to_signature text,
        reject_reason text,
        state text NOT NULL CHECK (state IN ('offered', 'accepted', 'sent', 'included', 'final', 'rejected', 'lapsed', 'failed')),
        reason text,
        transaction_hash text,
        offered_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL
      )`);
    await runner.query(`CREATE UNIQUE INDEX custody_handovers_sequence ON custody_handovers (sequence)`);
    await runner.query(`CREATE INDEX custody_handovers_unit ON custody_handovers (unit, seq)`);
    await runner.query(`CREATE INDEX custody_handovers_from ON custody_handovers (from_account, sequence)`);
    await runner.query(`CREATE INDEX custody_handovers_to ON custody_handovers (to_account, sequence)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["custody_handovers", "custody_contents", "custody_units", "custody_steps"])
      await runner.query(`DROP TABLE ${table}`);
  }
}
