import { escalationCommitment, escalationOf } from "@waybill/protocol/recall/escalation";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import type { MigrationInterface, QueryRunner } from "typeorm";

/** Each escalation is a record that batches anchor; those from before are anchored now. */
export class RecallEscalations1700000000730 implements MigrationInterface {
  name = "RecallEscalations1700000000730";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE recall_escalations
        ADD COLUMN commitment text UNIQUE,
        ADD COLUMN sequence bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        ADD COLUMN batch_id bigint REFERENCES batches (id)`);
    const rows = (await runner.query("SELECT notice, account, step, escalated_at FROM recall_escalations")) as {
      notice: Hex32;
      account: string;
      step: number;
      escalated_at: Date;
    }[];
    for (const { notice, account, step, escalated_at } of rows) {
      const commitment = escalationCommitment(escalationOf({ notice, account, tier: step, at: escalated_at }));
      await runner.query("UPDATE recall_escalations SET commitment = $4 WHERE notice = $1 AND account = $2 AND step = $3", [
        ...[notice, account, step, commitment],
      ]);
    }
    await runner.query(`ALTER TABLE recall_escalations ALTER COLUMN commitment SET NOT NULL`);
    await runner.query(`CREATE INDEX recall_escalations_waiting ON recall_escalations (sequence) WHERE batch_id IS NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE recall_escalations DROP COLUMN commitment, DROP COLUMN sequence, DROP COLUMN batch_id`);
  }
}
