import type { MigrationInterface, QueryRunner } from "typeorm";

const kindsAre = (kinds: string) =>
  `ALTER TABLE tasks DROP CONSTRAINT tasks_kind_check, ADD CONSTRAINT tasks_kind_check CHECK (kind IN (${kinds}))`;

/** What may be sold no more is to be taken off the shelf by somebody. */
export class TasksToDiscard1700000001041 implements MigrationInterface {
  name = "TasksToDiscard1700000001041";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(kindsAre("'pick', 'unpack', 'count', 'discard'"));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DELETE FROM tasks WHERE kind = 'discard'");
    await runner.query(kindsAre("'pick', 'unpack', 'count'"));
  }
}
