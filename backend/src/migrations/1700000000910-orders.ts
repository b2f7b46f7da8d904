import type { MigrationInterface, QueryRunner } from "typeorm";

const ME = "current_setting('waybill.person', true)";

/** Whose each row is, in a request of somebody who may see its own alone. */
const OWNERS: Readonly<Record<string, string>> = {
  orders: `person_id = ${ME}`,
  ...Object.fromEntries(
    ["order_lines", "order_transitions", "payments", "payment_events"].map((table) => [
      table,
      `EXISTS (SELECT 1 FROM orders o WHERE o.id = order_id)`,
    ]),
  ),
};

/** What is sold, what was ordered, how each order went on, and what its payment provider has done. */
export class Orders1700000000910 implements MigrationInterface {
  name = "Orders1700000000910";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE articles (
        gtin text PRIMARY KEY,
        title text NOT NULL,
        description text,
        kind text NOT NULL,
        price_minor bigint NOT NULL CHECK (price_minor > 0),
        currency text NOT NULL,
        tax_class text NOT NULL,
        media text,
        is_active boolean NOT NULL,
        updated_at timestamptz NOT NULL,
        words tsvector NOT NULL GENERATED ALWAYS AS (
          setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', coalesce(description, '')), 'B')
        ) STORED
      )`);
    await runner.query(`CREATE INDEX articles_words ON articles USING gin (words)`);
    await runner.query(`CREATE INDEX articles_by_title ON articles (title, gtin)`);
    await runner.query(`
      CREATE TABLE delivery_terms (country text PRIMARY KEY, shipping jsonb NOT NULL, rates jsonb NOT NULL, updated_at timestamptz NOT NULL)`);

    // No key to the person: an order outlives it, and its address is then unreadable.
    await runner.query(`
      CREATE TABLE orders (
        id text PRIMARY KEY,
        person_id text NOT NULL,
        request_key text NOT NULL,
        request_digest text NOT NULL,
        state text NOT NULL,
        version integer NOT NULL CHECK (version >= 0),
        currency text NOT NULL,
        goods_minor bigint NOT NULL CHECK (goods_minor >= 0),
        shipping_minor bigint NOT NULL CHECK (shipping_minor >= 0),
        tax_minor bigint NOT NULL CHECK (tax_minor >= 0),
        total_minor bigint NOT NULL,
        country text NOT NULL,
        delivery_sealed bytea,
        placed_at timestamptz NOT NULL,
        moved_at timestamptz NOT NULL,
        is_cleared boolean NOT NULL DEFAULT false,
        UNIQUE (person_id, request_key),
        CHECK (total_minor = goods_minor + shipping_minor AND tax_minor <= total_minor)
      )`);
    await runner.query(`CREATE INDEX orders_by_time ON orders (placed_at DESC, id DESC)`);
    await runner.query(`CREATE INDEX orders_of_person ON orders (person_id, placed_at DESC, id DESC)`);
    await runner.query(
      `CREATE INDEX orders_under_way ON orders (moved_at, id) WHERE state IN ('created', 'reserved', 'cancelling', 'shipped')`,
    );
    // Ended, and not looked at once more since.
    await runner.query(`CREATE INDEX orders_to_clear ON orders (moved_at, id) WHERE state IN ('cancelled', 'closed') AND NOT is_cleared`);
    await runner.query(`
      CREATE TABLE order_lines (
        order_id text NOT NULL REFERENCES orders (id),
        number integer NOT NULL,
        gtin text NOT NULL,
        title text NOT NULL,
        quantity integer NOT NULL CHECK (quantity > 0),
        unit_minor bigint NOT NULL,
        amount_minor bigint NOT NULL CHECK (amount_minor = unit_minor * quantity),
        tax_basis_points integer NOT NULL,
        tax_minor bigint NOT NULL CHECK (0 <= tax_minor AND tax_minor <= amount_minor),
        PRIMARY KEY (order_id, number)
      )`);
    await runner.query(`
      CREATE TABLE order_transitions (
        order_id text NOT NULL REFERENCES orders (id),
        version integer NOT NULL CHECK (version > 0),
        event text NOT NULL,
        from_state text NOT NULL,
        to_state text NOT NULL,
        made_by text NOT NULL,
        cause text NOT NULL,
        at timestamptz NOT NULL,
        PRIMARY KEY (order_id, version)
      )`);
    await runner.query(`
      CREATE TABLE payments (
        order_id text PRIMARY KEY REFERENCES orders (id),
        provider text NOT NULL,
        token text NOT NULL,
        amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
        currency text NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE payment_events (
        order_id text NOT NULL REFERENCES payments (order_id),
        key text NOT NULL,
        kind text NOT NULL,
        amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
        reason text,
        at timestamptz NOT NULL,
        PRIMARY KEY (order_id, key)
      )`);
    await runner.query(`
      CREATE TABLE payment_webhooks (provider text NOT NULL, id text NOT NULL, received_at timestamptz NOT NULL, PRIMARY KEY (provider, id))`);

    // What the sandbox knows is another party's: nothing of ours is joined to it.
    await runner.query(`
      CREATE TABLE sandbox_payments (
        reference text PRIMARY KEY,
        amount_minor bigint NOT NULL,
        currency text NOT NULL,
        token text NOT NULL,
        state text NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE sandbox_operations (
        reference text NOT NULL REFERENCES sandbox_payments (reference),
        key text NOT NULL,
        kind text NOT NULL,
        amount_minor bigint NOT NULL,
        reason text,
        at timestamptz NOT NULL,
        PRIMARY KEY (reference, key)
      )`);

    await runner.query(`
      CREATE FUNCTION books_are_not_changed() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'What happened to an order or its payment is not changed afterwards' USING ERRCODE = 'insufficient_privilege';
      END $$`);
    for (const table of ["order_transitions", "payment_events"])
      await runner.query(`
        CREATE TRIGGER ${table}_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
        FOR EACH STATEMENT EXECUTE FUNCTION books_are_not_changed()`);
    for (const [table, owner] of Object.entries(OWNERS)) {
      await runner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(`CREATE POLICY own ON ${table} TO waybill_request USING (${owner})`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      ...["sandbox_operations", "sandbox_payments", "payment_webhooks", "payment_events", "payments"],
      ...["order_transitions", "order_lines", "orders", "delivery_terms", "articles"],
    ])
      await runner.query(`DROP TABLE ${table}`);
    await runner.query(`DROP FUNCTION books_are_not_changed()`);
  }
}
