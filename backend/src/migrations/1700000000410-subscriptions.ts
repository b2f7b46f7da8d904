import type { MigrationInterface, QueryRunner } from "typeorm";

/** Who is told of new events, up to where, and what is on its way or was given up. */
export class Subscriptions1700000000410 implements MigrationInterface {
  name = "Subscriptions1700000000410";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE subscriptions (
        id text PRIMARY KEY,
        query_name text COLLATE "C" NOT NULL REFERENCES named_queries ON DELETE CASCADE,
        account text NOT NULL,
        dest text NOT NULL,
        signature_token text,
        schedule jsonb,
        report_if_empty boolean NOT NULL,
        epc_format text NOT NULL,
        created_at timestamptz NOT NULL,
        initial_record_time timestamptz,
        executed_at timestamptz,
        notified_at timestamptz,
        state text NOT NULL CONSTRAINT subscriptions_state CHECK (state IN ('active', 'paused', 'halted')),
        problem text,
        mark bigint NOT NULL,
        page_events integer NOT NULL,
        has_reported boolean NOT NULL DEFAULT false,
        due_at timestamptz,
        claim bigint NOT NULL DEFAULT 0,
        claimed_until timestamptz
      )`);
    await runner.query(`CREATE INDEX subscriptions_query_name ON subscriptions (query_name, account, id)`);
    await runner.query(`CREATE INDEX subscriptions_active ON subscriptions (due_at, mark) WHERE state = 'active'`);
    await runner.query(`
      CREATE TABLE deliveries (
        id text PRIMARY KEY,
        subscription_id text NOT NULL REFERENCES subscriptions ON DELETE CASCADE,
        state text NOT NULL CONSTRAINT deliveries_state CHECK (state IN ('pending', 'delivered', 'dead')),
        after bigint NOT NULL,
        through bigint NOT NULL,
        is_last boolean NOT NULL,
        event_count integer NOT NULL,
        body text,
        created_at timestamptz NOT NULL,
        tries integer NOT NULL DEFAULT 0,
        problem text,
        settled_at timestamptz
      )`);
    await runner.query(`CREATE UNIQUE INDEX deliveries_pending ON deliveries (subscription_id) WHERE state = 'pending'`);
    await runner.query(`CREATE INDEX deliveries_subscription ON deliveries (subscription_id, created_at, id)`);
    await runner.query(`CREATE INDEX deliveries_settled_at ON deliveries (settled_at) WHERE state = 'delivered'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["deliveries", "subscriptions"]) await runner.query(`DROP TABLE ${table}`);
  }
}
