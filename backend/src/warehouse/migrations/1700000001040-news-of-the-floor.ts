import type { MigrationInterface, QueryRunner } from "typeorm";

/** Changes of each table that the floor's screens show, when, and what is said of them. A device is used with each request, and that is no news. */
const NEWS = [
  { on: "tasks", after: "INSERT", when: "true", kind: "task", about: "NEW.id::text" },
  { on: "tasks", after: "UPDATE", when: "NEW IS DISTINCT FROM OLD", kind: "task", about: "NEW.id::text" },
  { on: "shipments", after: "INSERT", when: "true", kind: "shipment", about: "NEW.id" },
  { on: "shipments", after: "UPDATE", when: "NEW IS DISTINCT FROM OLD", kind: "shipment", about: "NEW.id" },
  { on: "proofs", after: "UPDATE", when: "NEW.shipment IS NOT NULL AND NEW.state <> OLD.state", kind: "shipment", about: "NEW.shipment" },
  { on: "stock_balances", after: "INSERT", when: "true", kind: "stock", about: "NEW.gtin" },
  { on: "stock_balances", after: "UPDATE", when: "NEW IS DISTINCT FROM OLD", kind: "stock", about: "NEW.gtin" },
  { on: "log", after: "INSERT", when: "true", kind: "log", about: "NEW.shipment" },
  { on: "staff", after: "INSERT", when: "true", kind: "staff", about: "NEW.id::text" },
  { on: "staff", after: "UPDATE", when: "NEW.ended_at IS DISTINCT FROM OLD.ended_at", kind: "staff", about: "NEW.id::text" },
  { on: "staff_devices", after: "INSERT", when: "true", kind: "device", about: "NEW.id::text" },
  {
    ...{ on: "staff_devices", after: "UPDATE", kind: "device", about: "NEW.id::text" },
    when: "NEW.enrolled_at IS DISTINCT FROM OLD.enrolled_at OR NEW.ended_at IS DISTINCT FROM OLD.ended_at",
  },
] as const;

const nameOf = ({ on, after }: (typeof NEWS)[number]) => `${on}_${after === "INSERT" ? "made" : "changed"}_news`;

/**
 * News of the floor: one row for each change of what its screens show, whichever code has made it; kept for a day. Whoever draws a number shares a lock from
 * before until it has committed: a reader that has it alone for a moment knows that nothing below the newest number is still to come.
 */
export class NewsOfTheFloor1700000001040 implements MigrationInterface {
  name = "NewsOfTheFloor1700000001040";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE floor_news (
        number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('task', 'shipment', 'stock', 'log', 'staff', 'device')),
        about text,
        at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query("CREATE INDEX floor_news_at ON floor_news (at)");
    await runner.query(`
      CREATE FUNCTION tell_the_floor(what text, about_what text) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_advisory_xact_lock_shared(hashtextextended('news of the floor', 0));
        INSERT INTO floor_news (kind, about) VALUES (what, about_what);
        PERFORM pg_notify('waybill_floor', '');
      END $$`);
    for (const news of NEWS) {
      const { on, after, when, kind, about } = news;
      await runner.query(`
        CREATE FUNCTION ${nameOf(news)}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          PERFORM tell_the_floor('${kind}', ${about});
          RETURN NULL;
        END $$`);
      // At the end of the transaction: the lock is held for a moment, and whoever holds it waits for nothing else.
      await runner.query(`
        CREATE CONSTRAINT TRIGGER ${nameOf(news)} AFTER ${after} ON ${on} DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW WHEN (${when}) EXECUTE FUNCTION ${nameOf(news)}()`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const news of NEWS) {
      await runner.query(`DROP TRIGGER ${nameOf(news)} ON ${news.on}`);
      await runner.query(`DROP FUNCTION ${nameOf(news)}()`);
    }
    await runner.query("DROP FUNCTION tell_the_floor(text, text)");
    await runner.query("DROP TABLE floor_news");
  }
}
