import type { MigrationInterface, QueryRunner } from "typeorm";

const trigger = (when: string) => `
  CREATE CONSTRAINT TRIGGER staff_changed_news AFTER UPDATE ON staff DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (${when}) EXECUTE FUNCTION staff_changed_news()`;

/** Who leads may change; the floor's screens are told of it. */
export class NewsOfLeads1700000001045 implements MigrationInterface {
  name = "NewsOfLeads1700000001045";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TRIGGER staff_changed_news ON staff");
    await runner.query(trigger("NEW.ended_at IS DISTINCT FROM OLD.ended_at OR NEW.is_lead <> OLD.is_lead"));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TRIGGER staff_changed_news ON staff");
    await runner.query(trigger("NEW.ended_at IS DISTINCT FROM OLD.ended_at"));
  }
}
