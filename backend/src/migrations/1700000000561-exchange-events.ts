import type { MigrationInterface, QueryRunner } from "typeorm";

/** Events between partners: what came, what we asked for and got, and what waits to be sent. */
export class ExchangeEvents1700000000561 implements MigrationInterface {
  name = "ExchangeEvents1700000000561";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE exchange_events (
        partner_id text NOT NULL REFERENCES exchange_partners ON DELETE CASCADE,
        event_id text NOT NULL,
        type text NOT NULL,
        received_at timestamptz NOT NULL,
        PRIMARY KEY (partner_id, event_id)
      )`);
    await runner.query(`
      CREATE TABLE exchange_deliveries (
        id uuid PRIMARY KEY,
        sequence bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        partner_id text NOT NULL REFERENCES exchange_partners ON DELETE CASCADE,
        type text NOT NULL,
        body text NOT NULL,
        state text NOT NULL,
        tries integer NOT NULL DEFAULT 0,
        problem text,
        created_at timestamptz NOT NULL,
        give_up_at timestamptz NOT NULL,
        settled_at timestamptz
      )`);
    await runner.query(`CREATE INDEX exchange_deliveries_partner ON exchange_deliveries (partner_id, sequence)`);
    await runner.query(`
      CREATE TABLE exchange_requests (
        id uuid PRIMARY KEY,
        sequence bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        partner_id text NOT NULL REFERENCES exchange_partners ON DELETE CASCADE,
        wish jsonb NOT NULL,
        state text NOT NULL,
        problem text,
        created_at timestamptz NOT NULL,
        answered_at timestamptz
      )`);
    await runner.query(`CREATE INDEX exchange_requests_partner ON exchange_requests (partner_id, sequence)`);
    await runner.query(`
      CREATE TABLE exchange_received (
        partner_id text NOT NULL REFERENCES exchange_partners ON DELETE CASCADE,
        footprint_id uuid NOT NULL,
        sequence bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        body text,
        problem text,
        announced_at timestamptz NOT NULL,
        received_at timestamptz,
        PRIMARY KEY (partner_id, footprint_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["received", "requests", "deliveries", "events"]) await runner.query(`DROP TABLE exchange_${table}`);
  }
}
