import type { MigrationInterface, QueryRunner } from "typeorm";

const BEFORE = ["registered", "HEALTHY", "MISSED", "OFFLINE", "paused", "resumed", "another", "accepted"];

const becameOneOf = (words: readonly string[]) => `
  ALTER TABLE warehouse_statuses DROP CONSTRAINT warehouse_statuses_became_check,
    ADD CONSTRAINT warehouse_statuses_became_check CHECK (became IN (${words.map((word) => `'${word}'`).join(", ")}))`;

/**
 * A warehouse that an admin took out of the registry stays in it as history, and comes back only when one lets it in. Of it nothing is sold, nor of one to which
 * nothing can be sent for too long.
 */
export class RemovedWarehouses1700000000968 implements MigrationInterface {
  name = "RemovedWarehouses1700000000968";

  async up(runner: QueryRunner): Promise<void> {
    // `closed_since`: nothing can be sent there, as it is away or paused. `unsold_since`: its places are shut in the ledger; kept beside it for those who look
    // at the warehouse.
    await runner.query(
      "ALTER TABLE warehouses ADD COLUMN removed_at timestamptz, ADD COLUMN closed_since timestamptz, ADD COLUMN unsold_since timestamptz",
    );
    await runner.query(
      "ALTER TABLE warehouses ADD CONSTRAINT warehouses_sell_nothing_once_removed CHECK (removed_at IS NULL OR unsold_since IS NOT NULL)",
    );
    await runner.query(becameOneOf([...BEFORE, "removed", "let-in", "unsold", "sold"]));
  }

  /** Fails where one of the new words was said: the history is not rewritten. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(becameOneOf(BEFORE));
    await runner.query("ALTER TABLE warehouses DROP COLUMN removed_at, DROP COLUMN closed_since, DROP COLUMN unsold_since");
  }
}
