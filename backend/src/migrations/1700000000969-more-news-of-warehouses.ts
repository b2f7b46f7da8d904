import type { MigrationInterface, QueryRunner } from "typeorm";

const kinds = (words: string) => `
  ALTER TABLE warehouse_news DROP CONSTRAINT warehouse_news_kind_check,
    ADD CONSTRAINT warehouse_news_kind_check CHECK (kind IN (${words}))`;

/** What is no other news, and is told all the same so that no screen has to ask for it. */
const FURTHER = [
  // Once a minute at most: that it was heard from is all there is to say.
  {
    ...{ name: "warehouses_heard_news", on: "warehouses", after: "UPDATE", kind: "heard", warehouse: "NEW.id" },
    when: "date_trunc('minute', NEW.heard_at) <> date_trunc('minute', OLD.heard_at)",
  },
  // By hand: what is told by warehouses or moves with orders is news of theirs.
  {
    ...{ name: "stock_moves_by_hand_news", on: "stock_moves", after: "INSERT", kind: "stock", warehouse: "NEW.warehouse" },
    when: "NEW.cause IN ('received', 'counted') AND NEW.key NOT LIKE 'warehouse:%' AND NEW.key NOT LIKE 'order:%'",
  },
] as const;

/** Screens of the console ask for nothing by the clock while they follow the warehouses. */
export class MoreNewsOfWarehouses1700000000969 implements MigrationInterface {
  name = "MoreNewsOfWarehouses1700000000969";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(kinds("'warehouse', 'conflict', 'heard', 'stock'"));
    for (const { name, on, after, kind, warehouse, when } of FURTHER) {
      await runner.query(`
        CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          PERFORM tell_of_warehouse(${warehouse}, '${kind}');
          RETURN NULL;
        END $$`);
      await runner.query(`
        CREATE CONSTRAINT TRIGGER ${name} AFTER ${after} ON ${on} DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW WHEN (${when}) EXECUTE FUNCTION ${name}()`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { name, on } of FURTHER) {
      await runner.query(`DROP TRIGGER ${name} ON ${on}`);
      await runner.query(`DROP FUNCTION ${name}()`);
    }
    await runner.query("DELETE FROM warehouse_news WHERE kind IN ('heard', 'stock')");
    await runner.query(kinds("'warehouse', 'conflict'"));
  }
}
