import type { MigrationInterface, QueryRunner } from "typeorm";

/** Goods whose money a bank does not pay may be given up: their value is waived, for good, and nothing is taken for them afterwards. */
export class UnpaidShipments1700000000960 implements MigrationInterface {
  name = "UnpaidShipments1700000000960";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER order_goods_moved_unchanged ON order_goods_moved`);
    await runner.query(`
      ALTER TABLE order_goods_moved
        ADD COLUMN is_given_up boolean NOT NULL DEFAULT false,
        ADD COLUMN waived_minor bigint NOT NULL DEFAULT 0,
        DROP CONSTRAINT order_goods_moved_check,
        ADD CONSTRAINT order_goods_moved_paid CHECK (paid_minor IN (0, goods_minor + shipping_minor - waived_minor)),
        ADD CONSTRAINT order_goods_moved_waived CHECK (0 <= waived_minor AND waived_minor <= goods_minor + shipping_minor)`);
    await runner.query(`
      CREATE TRIGGER order_goods_moved_unchanged BEFORE UPDATE ON order_goods_moved FOR EACH ROW
      WHEN (to_jsonb(NEW) - '{paid_minor,waived_minor,is_given_up}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{paid_minor,waived_minor,is_given_up}'::text[]
        OR NEW.waived_minor < OLD.waived_minor OR NEW.is_given_up < OLD.is_given_up)
      EXECUTE FUNCTION books_are_not_changed()`);
    await runner.query(`DROP INDEX order_goods_moved_unpaid`);
    await runner.query(`
      CREATE INDEX order_goods_moved_unpaid ON order_goods_moved (order_id) WHERE paid_minor <> goods_minor + shipping_minor - waived_minor`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER order_goods_moved_unchanged ON order_goods_moved`);
    await runner.query(`DROP INDEX order_goods_moved_unpaid`);
    await runner.query(`
      ALTER TABLE order_goods_moved
        DROP CONSTRAINT order_goods_moved_paid,
        DROP COLUMN is_given_up,
        DROP COLUMN waived_minor,
        ADD CONSTRAINT order_goods_moved_check CHECK (paid_minor IN (0, goods_minor + shipping_minor))`);
    await runner.query(`
      CREATE INDEX order_goods_moved_unpaid ON order_goods_moved (order_id) WHERE paid_minor <> goods_minor + shipping_minor`);
    await runner.query(`
      CREATE TRIGGER order_goods_moved_unchanged BEFORE UPDATE ON order_goods_moved FOR EACH ROW
      WHEN (to_jsonb(NEW) - 'paid_minor' IS DISTINCT FROM to_jsonb(OLD) - 'paid_minor') EXECUTE FUNCTION books_are_not_changed()`);
  }
}
