import type { MigrationInterface, QueryRunner } from "typeorm";

/** What has left for an order and what came back, each with the money that was taken, or went back, for it: all of it, or none yet. */
export class ShipmentsOfOrders1700000000911 implements MigrationInterface {
  name = "ShipmentsOfOrders1700000000911";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE order_lines
        ADD COLUMN shipped integer NOT NULL DEFAULT 0,
        ADD COLUMN returned integer NOT NULL DEFAULT 0,
        ADD CONSTRAINT order_lines_moved CHECK (0 <= returned AND returned <= shipped AND shipped <= quantity)`);
    await runner.query(`
      CREATE TABLE order_goods_moved (
        id text PRIMARY KEY,
        order_id text NOT NULL REFERENCES orders (id),
        key text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('shipment', 'return')),
        lines jsonb NOT NULL,
        goods_minor bigint NOT NULL CHECK (goods_minor >= 0),
        shipping_minor bigint NOT NULL CHECK (shipping_minor >= 0),
        paid_minor bigint NOT NULL DEFAULT 0 CHECK (paid_minor IN (0, goods_minor + shipping_minor)),
        at timestamptz NOT NULL,
        UNIQUE (order_id, key)
      )`);
    // The delivery is paid once.
    await runner.query(`CREATE UNIQUE INDEX order_goods_moved_shipping ON order_goods_moved (order_id) WHERE shipping_minor > 0`);
    // What money is still to be taken or given back for.
    await runner.query(`
      CREATE INDEX order_goods_moved_unpaid ON order_goods_moved (order_id) WHERE paid_minor <> goods_minor + shipping_minor`);
    await runner.query(`ALTER TABLE order_goods_moved ENABLE ROW LEVEL SECURITY`);
    await runner.query(`
      CREATE POLICY own ON order_goods_moved TO waybill_request USING (EXISTS (SELECT 1 FROM orders o WHERE o.id = order_id))`);

    // That it is paid is all that changes of it.
    await runner.query(`
      CREATE TRIGGER order_goods_moved_kept BEFORE DELETE OR TRUNCATE ON order_goods_moved
      FOR EACH STATEMENT EXECUTE FUNCTION books_are_not_changed()`);
    await runner.query(`
      CREATE TRIGGER order_goods_moved_unchanged BEFORE UPDATE ON order_goods_moved FOR EACH ROW
      WHEN (to_jsonb(NEW) - 'paid_minor' IS DISTINCT FROM to_jsonb(OLD) - 'paid_minor') EXECUTE FUNCTION books_are_not_changed()`);

    // The law of the books, held at every commit: what was taken is the value of what has left with its delivery, what went back that of what came back.
    await runner.query(`
      CREATE FUNCTION money_follows_goods() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (
          SELECT FROM (VALUES ('capture', 'shipment'), ('refund', 'return')) AS k(of_money, of_goods)
          WHERE (SELECT coalesce(sum(amount_minor), 0) FROM payment_events e WHERE e.order_id = NEW.order_id AND e.kind = of_money)
             <> (SELECT coalesce(sum(paid_minor), 0) FROM order_goods_moved g WHERE g.order_id = NEW.order_id AND g.kind = of_goods)
        ) THEN
          RAISE EXCEPTION 'The money taken for order % is not the value of what has left', NEW.order_id USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
      END $$`);
    for (const [table, changes] of [
      ["payment_events", "INSERT"],
      ["order_goods_moved", "INSERT OR UPDATE"],
    ])
      await runner.query(`
        CREATE CONSTRAINT TRIGGER ${table}_money_follows_goods AFTER ${changes} ON ${table} DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION money_follows_goods()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER payment_events_money_follows_goods ON payment_events`);
    await runner.query(`DROP TABLE order_goods_moved`);
    await runner.query(`DROP FUNCTION money_follows_goods()`);
    await runner.query(`ALTER TABLE order_lines DROP COLUMN shipped, DROP COLUMN returned`);
  }
}
