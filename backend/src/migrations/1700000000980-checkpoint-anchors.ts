import type { MigrationInterface, QueryRunner } from "typeorm";

/** Which entries of the contract's log are checkpoints of an audit log, as the contract says. */
export class CheckpointAnchors1700000000980 implements MigrationInterface {
  name = "CheckpointAnchors1700000000980";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE checkpoint_anchors (
        index bigint PRIMARY KEY,
        block_number bigint NOT NULL,
        log_index integer NOT NULL
      )`);
    await runner.query("CREATE INDEX checkpoint_anchors_block_number ON checkpoint_anchors (block_number)");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE checkpoint_anchors");
  }
}
