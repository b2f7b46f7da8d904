import type { MigrationInterface, QueryRunner } from "typeorm";

/** What people mean to order, each its own. */
export class Carts1700000000950 implements MigrationInterface {
  name = "Carts1700000000950";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE carts (
        person_id text PRIMARY KEY REFERENCES persons (id),
        version integer NOT NULL CHECK (version > 0),
        lines jsonb NOT NULL CHECK (jsonb_array_length(lines) <= 50),
        changed_at timestamptz NOT NULL
      )`);
    await runner.query(`CREATE INDEX carts_left_alone ON carts (changed_at)`);
    await runner.query(`ALTER TABLE carts ENABLE ROW LEVEL SECURITY`);
    await runner.query(`CREATE POLICY own ON carts TO waybill_request USING (person_id = current_setting('waybill.person', true))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE carts`);
  }
}
