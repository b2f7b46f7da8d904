import type { MigrationInterface, QueryRunner } from "typeorm";

/** What of a fulfilment order its page does not show; what has changed in nothing but that is no news. */
const UNSHOWN = "'{fence,withdraw_for,lacks,is_too_late,owes_word,version,changed_at}'::text[]";

/** Changes of each table that are news, when, and what is said of them: in terms of the row before and after. */
const NEWS = [
  { on: "order_transitions", after: "INSERT", when: "true", order: "NEW.order_id", kind: "'transition'", about: "NEW.version::text" },
  { on: "fulfilment_orders", after: "INSERT", when: "true", order: "NEW.order_id", kind: "'part'", about: "NEW.id" },
  {
    on: "fulfilment_orders",
    after: "UPDATE",
    // Where nothing of the row has changed but its version, its goods have.
    when: `to_jsonb(NEW) - ${UNSHOWN} <> to_jsonb(OLD) - ${UNSHOWN} OR to_jsonb(NEW) - '{version,changed_at}'::text[] = to_jsonb(OLD) - '{version,changed_at}'::text[]`,
    order: "NEW.order_id",
    kind: "CASE WHEN NEW.is_let_go AND NOT OLD.is_let_go THEN 'packed' WHEN NEW.parcels <> OLD.parcels THEN 'proven' ELSE 'part' END",
    about: "NEW.id",
  },
  { on: "payment_events", after: "INSERT", when: "true", order: "NEW.order_id", kind: "'payment'", about: "NEW.kind" },
  { on: "order_goods_moved", after: "INSERT", when: "true", order: "NEW.order_id", kind: "NEW.kind", about: "NEW.id" },
  {
    ...{ on: "order_goods_moved", after: "UPDATE", when: "NEW.paid_minor <> OLD.paid_minor" },
    ...{ order: "NEW.order_id", kind: "'paid'", about: "NEW.id" },
  },
  {
    ...{ on: "order_lines", after: "UPDATE", when: "NEW.called_off <> OLD.called_off" },
    ...{ order: "NEW.order_id", kind: "'called-off'", about: "NEW.number::text" },
  },
  {
    // A transition, which is told of, takes the words away.
    ...{ on: "orders", after: "UPDATE", when: "NEW.waits_for IS DISTINCT FROM OLD.waits_for AND NEW.version = OLD.version" },
    ...{ order: "NEW.id", kind: "'waits'", about: "NULL" },
  },
] as const;

const nameOf = ({ on, after }: (typeof NEWS)[number]) => `${on}_${after === "INSERT" ? "made" : "changed"}_news`;

/** News of each order: one row for each change of what its page shows, numbered as they were committed, whichever code has made them. */
export class NewsOfOrders1700000000954 implements MigrationInterface {
  name = "NewsOfOrders1700000000954";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE order_news (
        order_id text NOT NULL REFERENCES orders (id),
        sequence integer NOT NULL CHECK (sequence > 0),
        kind text NOT NULL CHECK (kind IN ('transition', 'part', 'packed', 'proven', 'payment', 'shipment', 'return', 'paid', 'called-off', 'waits')),
        about text,
        PRIMARY KEY (order_id, sequence)
      )`);
    await runner.query(
      "INSERT INTO order_news (order_id, sequence, kind, about) SELECT order_id, version, 'transition', version::text FROM order_transitions",
    );
    // At the end of its transaction, when it holds all else that it needs: so whoever numbers waits for nobody who waits for it. The lock is held until the
    // commit, so numbers have no gap and become visible in their order; a reader who has seen one has missed none before it.
    await runner.query(`
      CREATE FUNCTION tell_of_order(of_order text, what text, about_what text) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_advisory_xact_lock(hashtextextended('news of order ' || of_order, 0));
        INSERT INTO order_news (order_id, sequence, kind, about)
          SELECT of_order, coalesce(max(sequence), 0) + 1, what, about_what FROM order_news WHERE order_id = of_order;
        PERFORM pg_notify('waybill_orders', of_order);
      END $$`);
    for (const news of NEWS) {
      const { on, after, when, order, kind, about } = news;
      await runner.query(`
        CREATE FUNCTION ${nameOf(news)}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          PERFORM tell_of_order(${order}, ${kind}, ${about});
          RETURN NULL;
        END $$`);
      await runner.query(`
        CREATE CONSTRAINT TRIGGER ${nameOf(news)} AFTER ${after} ON ${on} DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW WHEN (${when}) EXECUTE FUNCTION ${nameOf(news)}()`);
    }
    await runner.query(`
      CREATE TRIGGER order_news_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON order_news
      FOR EACH STATEMENT EXECUTE FUNCTION books_are_not_changed()`);
    await runner.query(`ALTER TABLE order_news ENABLE ROW LEVEL SECURITY`);
    await runner.query(`CREATE POLICY own ON order_news TO waybill_request USING (EXISTS (SELECT 1 FROM orders o WHERE o.id = order_id))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const news of NEWS) {
      await runner.query(`DROP TRIGGER ${nameOf(news)} ON ${news.on}`);
      await runner.query(`DROP FUNCTION ${nameOf(news)}()`);
    }
    await runner.query(`DROP FUNCTION tell_of_order(text, text, text)`);
    await runner.query(`DROP TABLE order_news`);
  }
}
