import type { MigrationInterface, QueryRunner } from "typeorm";

/** What plans are charged for, as admins have set it one after the other, and where postal codes are. */
export class RoutingPrices1700000000953 implements MigrationInterface {
  name = "RoutingPrices1700000000953";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE routing_prices (
        number integer PRIMARY KEY CHECK (number > 0),
        prices jsonb NOT NULL,
        set_at timestamptz NOT NULL
      )`);
    await runner.query(`
      CREATE TRIGGER routing_prices_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON routing_prices
      FOR EACH STATEMENT EXECUTE FUNCTION books_are_not_changed()`);
    await runner.query(`CREATE TABLE postal_areas (country text PRIMARY KEY, areas jsonb NOT NULL, set_at timestamptz NOT NULL)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["postal_areas", "routing_prices"]) await runner.query(`DROP TABLE ${table}`);
  }
}
