import type { MigrationInterface, QueryRunner } from "typeorm";

const MINE = "EXISTS (SELECT 1 FROM orders o WHERE o.id = order_id)";

/** Whose each row is, in a request of somebody who may see its own alone. */
const OWNERS: Readonly<Record<string, string>> = {
  fulfilment_orders: MINE,
  fulfilment_goods: "EXISTS (SELECT 1 FROM fulfilment_orders f WHERE f.id = fulfilment_id)",
  routing_decisions: MINE,
};

/** Which warehouse is to ship what of an order, what it was told and has answered, and why it was chosen. */
export class FulfilmentOfOrders1700000000930 implements MigrationInterface {
  name = "FulfilmentOfOrders1700000000930";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE articles ADD COLUMN mass_grams integer CHECK (mass_grams > 0)`);
    // What an order waits for that nobody in the shop does at once, in words.
    await runner.query(`ALTER TABLE orders ADD COLUMN waits_for text`);
    await runner.query(`
      ALTER TABLE order_lines
        ADD COLUMN called_off integer NOT NULL DEFAULT 0,
        ADD CONSTRAINT order_lines_called_off CHECK (0 <= called_off AND shipped + called_off <= quantity)`);
    await runner.query(`
      CREATE TABLE fulfilment_orders (
        id text PRIMARY KEY,
        order_id text NOT NULL REFERENCES orders (id),
        warehouse text NOT NULL,
        state text NOT NULL CHECK (state IN ('open', 'held', 'instructed', 'shipped', 'cancelled')),
        has_program boolean NOT NULL,
        fence integer NOT NULL DEFAULT 0 CHECK (fence >= 0),
        version integer NOT NULL DEFAULT 0,
        held_for text CHECK ((held_for IS NOT NULL) = (state = 'held')),
        is_asked boolean NOT NULL DEFAULT false CHECK (NOT is_asked OR state = 'instructed'),
        is_let_go boolean NOT NULL DEFAULT false,
        withdraw_for text CHECK (withdraw_for IS NULL OR state IN ('instructed', 'cancelled')),
        lacks text CHECK (lacks IS NULL OR withdraw_for = 'lacking'),
        is_too_late boolean NOT NULL DEFAULT false,
        owes_word boolean NOT NULL DEFAULT false CHECK (NOT owes_word OR state = 'cancelled'),
        ended_for text CHECK ((ended_for IS NOT NULL) = (state = 'cancelled')),
        carrier text,
        tracking text,
        parcels jsonb NOT NULL DEFAULT '[]',
        made_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL
      )`);
    await runner.query(`CREATE INDEX fulfilment_orders_of_order ON fulfilment_orders (order_id, made_at, id)`);
    await runner.query(`
      CREATE INDEX fulfilment_orders_at_warehouse ON fulfilment_orders (warehouse, made_at) WHERE state IN ('open', 'held', 'instructed')`);
    await runner.query(`
      CREATE INDEX fulfilment_orders_to_tell ON fulfilment_orders (order_id) WHERE state = 'open' OR is_asked OR withdraw_for IS NOT NULL`);
    await runner.query(`CREATE INDEX fulfilment_orders_owed ON fulfilment_orders (warehouse, id) WHERE owes_word`);
    await runner.query(`
      CREATE TABLE fulfilment_goods (
        fulfilment_id text NOT NULL REFERENCES fulfilment_orders (id),
        line integer NOT NULL,
        gtin text NOT NULL,
        lot text NOT NULL,
        expiry date NOT NULL,
        quantity integer NOT NULL CHECK (quantity > 0),
        PRIMARY KEY (fulfilment_id, line, lot, expiry)
      )`);
    await runner.query(`
      CREATE TABLE routing_decisions (
        order_id text NOT NULL REFERENCES orders (id),
        number integer NOT NULL CHECK (number > 0),
        made_for text NOT NULL,
        problem jsonb NOT NULL,
        problem_digest text NOT NULL,
        excluded jsonb NOT NULL,
        plan jsonb NOT NULL,
        objective bigint NOT NULL,
        bound bigint NOT NULL,
        gap bigint NOT NULL CHECK (gap = objective - bound),
        greedy_objective bigint NOT NULL,
        solver text NOT NULL,
        at timestamptz NOT NULL,
        PRIMARY KEY (order_id, number)
      )`);
    await runner.query(`
      CREATE TRIGGER routing_decisions_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON routing_decisions
      FOR EACH STATEMENT EXECUTE FUNCTION books_are_not_changed()`);
    for (const [table, owner] of Object.entries(OWNERS)) {
      await runner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(`CREATE POLICY own ON ${table} TO waybill_request USING (${owner})`);
    }

    // The law of the plan, held at every commit: of no line is more to be shipped, by all warehouses together, than is left of it.
    await runner.query(`
      CREATE FUNCTION nothing_is_planned_twice() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        of_order text := CASE TG_TABLE_NAME
          WHEN 'fulfilment_goods' THEN (SELECT order_id FROM fulfilment_orders WHERE id = to_jsonb(NEW)->>'fulfilment_id')
          ELSE to_jsonb(NEW)->>'order_id' END;
      BEGIN
        IF EXISTS (
          SELECT FROM fulfilment_orders f JOIN fulfilment_goods g ON g.fulfilment_id = f.id
            JOIN order_lines l ON l.order_id = f.order_id AND l.number = g.line
          WHERE f.order_id = of_order AND f.state IN ('open', 'held', 'instructed')
          GROUP BY l.number, l.quantity, l.shipped, l.called_off HAVING sum(g.quantity) > l.quantity - l.shipped - l.called_off
        ) THEN
          RAISE EXCEPTION 'More of order % is to be shipped than is left of it', of_order USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
      END $$`);
    for (const [table, changes] of [
      ["fulfilment_goods", "INSERT OR UPDATE"],
      ["fulfilment_orders", "INSERT OR UPDATE OF state"],
      ["order_lines", "UPDATE OF shipped, called_off"],
    ])
      await runner.query(`
        CREATE CONSTRAINT TRIGGER ${table}_planned_once AFTER ${changes} ON ${table} DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION nothing_is_planned_twice()`);

    // Those that the follow-up looks at; one that was instructed rests until a warehouse says something.
    await runner.query(`DROP INDEX orders_under_way`);
    await runner.query(`
      CREATE INDEX orders_under_way ON orders (moved_at, id)
      WHERE state IN ('created', 'reserved', 'authorised', 'routed', 'withdrawing', 'cancelling', 'shipped')`);
    await runner.query(`
      CREATE INDEX orders_at_warehouses ON orders (moved_at, id) WHERE state IN ('instructed', 'shipped-in-part')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX orders_at_warehouses`);
    await runner.query(`DROP INDEX orders_under_way`);
    await runner.query(
      `CREATE INDEX orders_under_way ON orders (moved_at, id) WHERE state IN ('created', 'reserved', 'cancelling', 'shipped')`,
    );
    await runner.query(`DROP TRIGGER order_lines_planned_once ON order_lines`);
    for (const table of ["routing_decisions", "fulfilment_goods", "fulfilment_orders"]) await runner.query(`DROP TABLE ${table}`);
    await runner.query(`DROP FUNCTION nothing_is_planned_twice()`);
    await runner.query(`ALTER TABLE order_lines DROP COLUMN called_off`);
    await runner.query(`ALTER TABLE orders DROP COLUMN waits_for`);
    await runner.query(`ALTER TABLE articles DROP COLUMN mass_grams`);
  }
}
