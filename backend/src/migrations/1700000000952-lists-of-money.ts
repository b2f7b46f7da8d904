import type { MigrationInterface, QueryRunner } from "typeorm";

/** For lists of what was done about money, and of what came back, newest first. */
export class ListsOfMoney1700000000952 implements MigrationInterface {
  name = "ListsOfMoney1700000000952";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("CREATE INDEX payment_events_by_time ON payment_events (at DESC, md5(order_id || ' ' || key) DESC)");
    await runner.query("CREATE INDEX order_returns_by_time ON order_goods_moved (at DESC, id DESC) WHERE kind = 'return'");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP INDEX order_returns_by_time");
    await runner.query("DROP INDEX payment_events_by_time");
  }
}
