import type { MigrationInterface, QueryRunner } from "typeorm";

/** How news of an order are written; `lock` comes before all else. */
const tellOfOrder = (lock: string) => `
  CREATE OR REPLACE FUNCTION tell_of_order(of_order text, what text, about_what text) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    ${lock}
    PERFORM pg_advisory_xact_lock(hashtextextended('news of order ' || of_order, 0));
    INSERT INTO order_news (order_id, sequence, kind, about)
      SELECT of_order, coalesce(max(sequence), 0) + 1, what, about_what FROM order_news WHERE order_id = of_order;
    PERFORM pg_notify('waybill_orders', of_order);
  END $$`;

/** What of a warehouse changes with each look at it, and is no news. */
const PULSE = "'{heard_at,asked_at,comparing_at,misses}'::text[]";

const OF_WAREHOUSES = [
  { on: "warehouses", after: "INSERT", when: "true", warehouse: "NEW.id", kind: "warehouse" },
  {
    ...{ on: "warehouses", after: "UPDATE", when: `to_jsonb(NEW) - ${PULSE} <> to_jsonb(OLD) - ${PULSE}` },
    ...{ warehouse: "NEW.id", kind: "warehouse" },
  },
  { on: "warehouse_conflicts", after: "INSERT", when: "true", warehouse: "NEW.warehouse", kind: "conflict" },
  {
    ...{ on: "warehouse_conflicts", after: "UPDATE", when: "to_jsonb(NEW) <> to_jsonb(OLD)" },
    ...{ warehouse: "NEW.warehouse", kind: "conflict" },
  },
] as const;

const nameOf = ({ on, after }: (typeof OF_WAREHOUSES)[number]) => `${on}_${after === "INSERT" ? "made" : "changed"}_news`;

/**
 * One number for the news of all orders, and for those of all warehouses, so that one stream tells of all of them. Whoever draws a number shares a lock
 * from before until it has committed: a reader that has it alone for a moment knows that nothing below the newest number is still to come, and writers do
 * not wait for one another.
 */
export class NewsOfTheShop1700000000961 implements MigrationInterface {
  name = "NewsOfTheShop1700000000961";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE order_news ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY");
    await runner.query("CREATE UNIQUE INDEX order_news_number ON order_news (number)");
    await runner.query(tellOfOrder("PERFORM pg_advisory_xact_lock_shared(hashtextextended('news of orders', 0));"));
    await runner.query(`
      CREATE TABLE warehouse_news (
        number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        warehouse text COLLATE "C" NOT NULL,
        kind text NOT NULL CHECK (kind IN ('warehouse', 'conflict')),
        at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query("CREATE INDEX warehouse_news_at ON warehouse_news (at)");
    await runner.query(`
      CREATE FUNCTION tell_of_warehouse(of_warehouse text, what text) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_advisory_xact_lock_shared(hashtextextended('news of warehouses', 0));
        INSERT INTO warehouse_news (warehouse, kind) VALUES (of_warehouse, what);
        PERFORM pg_notify('waybill_warehouses', '');
      END $$`);
    for (const news of OF_WAREHOUSES) {
      const { on, after, when, warehouse, kind } = news;
      await runner.query(`
        CREATE FUNCTION ${nameOf(news)}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          PERFORM tell_of_warehouse(${warehouse}, '${kind}');
          RETURN NULL;
        END $$`);
      // At the end of the transaction: the lock is held for a moment, and whoever holds it waits for nothing else.
      await runner.query(`
        CREATE CONSTRAINT TRIGGER ${nameOf(news)} AFTER ${after} ON ${on} DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW WHEN (${when}) EXECUTE FUNCTION ${nameOf(news)}()`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const news of OF_WAREHOUSES) {
      await runner.query(`DROP TRIGGER ${nameOf(news)} ON ${news.on}`);
      await runner.query(`DROP FUNCTION ${nameOf(news)}()`);
    }
    await runner.query("DROP FUNCTION tell_of_warehouse(text, text)");
    await runner.query("DROP TABLE warehouse_news");
    await runner.query(tellOfOrder(""));
    await runner.query("DROP INDEX order_news_number");
    await runner.query("ALTER TABLE order_news DROP COLUMN number");
  }
}
