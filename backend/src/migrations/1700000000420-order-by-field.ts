import type { MigrationInterface, QueryRunner } from "typeorm";

/** Lets a query walk events in the order of a field outside of the standard, instead of gathering all of them to sort them. */
export class OrderByField1700000000420 implements MigrationInterface {
  name = "OrderByField1700000000420";

  async up(runner: QueryRunner): Promise<void> {
    // Fields of the event itself alone: they are what an order can name.
    await runner.query(`
      CREATE INDEX event_facts_order ON event_facts
        (name, (coalesce(number, 'Infinity'::numeric)), (coalesce(moment, 'infinity'::timestamptz)), (coalesce(text, '')), sequence)
      WHERE name >= 'event ' AND name < 'event!' AND (number IS NOT NULL OR text IS NOT NULL)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX event_facts_order`);
  }
}
