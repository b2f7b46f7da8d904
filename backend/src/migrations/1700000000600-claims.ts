import type { MigrationInterface, QueryRunner } from "typeorm";

/** Claims to savings: what is claimed, which transports it takes, and every step of it. */
export class Claims1700000000600 implements MigrationInterface {
  name = "Claims1700000000600";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE claims (
        id text PRIMARY KEY,
        sequence bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        state text NOT NULL,
        version integer NOT NULL,
        claimant text NOT NULL,
        receiver text NOT NULL,
        verifier text NOT NULL,
        subject text NOT NULL,
        actual text NOT NULL REFERENCES footprints (hash),
        baseline text NOT NULL,
        baseline_json text NOT NULL,
        changes jsonb NOT NULL,
        baseline_grams numeric(20,0) NOT NULL,
        actual_grams numeric(20,0) NOT NULL,
        grams numeric(20,0) NOT NULL CHECK (grams > 0),
        documents text[] NOT NULL,
        methodology text NOT NULL,
        evidence text NOT NULL,
        project text NOT NULL,
        vintage smallint NOT NULL,
        buffer_share smallint NOT NULL,
        batch_id numeric(78,0) NOT NULL,
        verification_deadline bigint,
        verification_signature text,
        issuer text,
        issuance_state text,
        issuance_reason text,
        transaction_hash text,
        block_number bigint,
        created_at timestamptz NOT NULL
      )`);
    await runner.query(`CREATE INDEX claims_claimant ON claims (claimant, sequence)`);
    await runner.query(`CREATE INDEX claims_receiver ON claims (receiver, sequence)`);
    await runner.query(`CREATE INDEX claims_verifier ON claims (verifier, sequence)`);
    await runner.query(`CREATE INDEX claims_state ON claims (state, sequence)`);
    await runner.query(`CREATE INDEX claims_batch ON claims (batch_id)`);
    // A transport belongs to one claim; a rejected claim gives its transports back.
    await runner.query(`
      CREATE TABLE claimed_transports (
        key text PRIMARY KEY,
        claim text NOT NULL REFERENCES claims (id),
        element text NOT NULL
      )`);
    await runner.query(`CREATE INDEX claimed_transports_claim ON claimed_transports (claim)`);
    await runner.query(`
      CREATE TABLE claim_steps (
        claim text NOT NULL REFERENCES claims (id),
        version integer NOT NULL,
        act text,
        from_state text,
        to_state text NOT NULL,
        account text,
        reason text,
        signature text,
        deadline bigint,
        at timestamptz NOT NULL,
        PRIMARY KEY (claim, version)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["claim_steps", "claimed_transports", "claims"]) await runner.query(`DROP TABLE ${table}`);
  }
}
