import type { MigrationInterface, QueryRunner } from "typeorm";

/** In which town a place is, and the transports of published shipments, for partners who compute emissions themselves. */
export class TransportActivities1700000000663 implements MigrationInterface {
  name = "TransportActivities1700000000663";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE places ADD COLUMN city text`);
    await runner.query(`
      CREATE TABLE exchange_activities (
        footprint_id uuid NOT NULL REFERENCES exchange_footprints (id) ON DELETE CASCADE,
        position integer NOT NULL,
        mode text NOT NULL,
        body jsonb NOT NULL,
        PRIMARY KEY (footprint_id, position)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE exchange_activities`);
    await runner.query(`ALTER TABLE places DROP COLUMN city`);
  }
}
