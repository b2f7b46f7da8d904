import type { MigrationInterface, QueryRunner } from "typeorm";

/** Product footprints and who may read them: partners, their credentials, and what is shared with each. */
export class Exchange1700000000560 implements MigrationInterface {
  name = "Exchange1700000000560";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE exchange_partners (
        id text PRIMARY KEY,
        account text NOT NULL,
        name text NOT NULL,
        host_url text,
        auth_url text,
        host_client_id text,
        host_secret bytea,
        created_at timestamptz NOT NULL,
        UNIQUE (account, name)
      )`);
    await runner.query(`
      CREATE TABLE exchange_clients (
        id text PRIMARY KEY,
        partner_id text NOT NULL REFERENCES exchange_partners ON DELETE CASCADE,
        scopes text[] NOT NULL,
        created_at timestamptz NOT NULL,
        revoked_at timestamptz
      )`);
    await runner.query(`CREATE INDEX exchange_clients_partner ON exchange_clients (partner_id)`);
    await runner.query(`
      CREATE TABLE exchange_secrets (
        hash text PRIMARY KEY,
        client_id text NOT NULL REFERENCES exchange_clients ON DELETE CASCADE,
        created_at timestamptz NOT NULL,
        expires_at timestamptz
      )`);
    await runner.query(`CREATE INDEX exchange_secrets_client ON exchange_secrets (client_id)`);
    await runner.query(`
      CREATE TABLE exchange_tokens (
        hash text PRIMARY KEY,
        secret_hash text NOT NULL REFERENCES exchange_secrets ON DELETE CASCADE,
        scopes text[] NOT NULL,
        expires_at timestamptz NOT NULL
      )`);
    await runner.query(`CREATE INDEX exchange_tokens_secret ON exchange_tokens (secret_hash)`);
    await runner.query(`CREATE INDEX exchange_tokens_expiry ON exchange_tokens (expires_at)`);
    await runner.query(`
      CREATE TABLE exchange_grants (
        partner_id text NOT NULL REFERENCES exchange_partners ON DELETE CASCADE,
        product_id text NOT NULL,
        granted_at timestamptz NOT NULL,
        PRIMARY KEY (partner_id, product_id)
      )`);
    await runner.query(`CREATE SEQUENCE exchange_changes`);
    await runner.query(`
      CREATE TABLE exchange_footprints (
        id uuid PRIMARY KEY,
        sequence bigint NOT NULL UNIQUE,
        account text NOT NULL,
        body text NOT NULL,
        digest text NOT NULL,
        salt text NOT NULL,
        commitment text NOT NULL UNIQUE,
        batch_id bigint,
        created_at timestamptz NOT NULL,
        deprecated_at_sequence bigint,
        product_ids text[] NOT NULL,
        company_ids text[] NOT NULL,
        classifications text[] NOT NULL,
        geographies text[] NOT NULL,
        valid_from timestamptz NOT NULL,
        valid_until timestamptz NOT NULL
      )`);
    await runner.query(`CREATE INDEX exchange_footprints_account ON exchange_footprints (account, sequence)`);
    await runner.query(`CREATE INDEX exchange_footprints_products ON exchange_footprints USING gin (product_ids)`);
    await runner.query(`CREATE INDEX exchange_footprints_waiting ON exchange_footprints (sequence) WHERE batch_id IS NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["footprints", "grants", "tokens", "secrets", "clients", "partners"]) {
      await runner.query(`DROP TABLE exchange_${table}`);
    }
    await runner.query(`DROP SEQUENCE exchange_changes`);
  }
}
