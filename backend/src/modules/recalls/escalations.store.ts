import { escalationCommitment, escalationOf, type EscalationRecord } from "@waybill/protocol/recall/escalation";
import { ADDRESSEES } from "@waybill/protocol/recall/vocabulary";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../platform/context.ts";

type Reading = Pick<Ctx, "tx">;

/** A step as it was said, and what is anchored of it. */
export interface EscalationRow {
  commitment: Hex32;
  record: EscalationRecord;
}

/** By holder, from the first tier. */
export async function escalationsOf(ctx: Reading, notices: readonly Hex32[]): Promise<EscalationRow[]> {
  return rowsOf(ctx, "WHERE notice = ANY($1) ORDER BY notice, account, step", [notices]);
}

export async function findEscalation(ctx: Reading, notice: Hex32, commitment: Hex32): Promise<EscalationRow | undefined> {
  return (await rowsOf(ctx, "WHERE notice = $1 AND commitment = $2", [notice, commitment]))[0];
}

async function rowsOf(ctx: Reading, clause: string, parameters: unknown[]): Promise<EscalationRow[]> {
  const rows = await selectRows<{ notice: Hex32; account: Address; tier: number; at: Date; commitment: Hex32 }>(
    ctx,
    `SELECT notice, account, step AS tier, escalated_at AS at, commitment FROM recall_escalations ${clause}`,
    parameters,
  );
  return rows.map(({ commitment, ...step }) => ({ commitment, record: escalationOf(step) }));
}

/** Keeps the steps up to a tier, each once, and lets them wait for the next batch. Answers those that are new. */
export async function addEscalations(ctx: Ctx, notice: Hex32, account: Address, tier: number): Promise<EscalationRecord[]> {
  const at = ctx.clock.now();
  const records = ADDRESSEES.slice(0, tier).map((_, index) => escalationOf({ notice, account, tier: index + 1, at }));
  const added = await selectRows<{ tier: number }>(
    ctx,
    `INSERT INTO recall_escalations (notice, account, step, escalated_at, commitment)
     SELECT $1, $2, tier, $4, commitment FROM jsonb_to_recordset($3::jsonb) AS e(tier int, commitment text) ORDER BY tier
     ON CONFLICT (notice, account, step) DO NOTHING RETURNING step AS tier`,
    [notice, account, JSON.stringify(records.map((record) => ({ tier: record.tier, commitment: escalationCommitment(record) }))), at],
  );
  const fresh = new Set(added.map((row) => row.tier));
  return records.filter((record) => fresh.has(record.tier));
}

interface Leaf {
  commitment: Hex32;
  capturedAt: Date;
}

const LEAVES = 'SELECT commitment, escalated_at AS "capturedAt" FROM recall_escalations';

/** Escalations as batches take them: beside statements, as records of their own. */
export const escalationSource = {
  /** The oldest without a batch, locked until the transaction ends. */
  async listUnanchored(ctx: Ctx, limit: number) {
    const rows = await selectRows<Leaf>(ctx, `${LEAVES} WHERE batch_id IS NULL ORDER BY sequence LIMIT $1 FOR UPDATE SKIP LOCKED`, [limit]);
    return rows.map((leaf) => ({ ...leaf, corrects: null, subjects: [], isRecord: true as const }));
  },

  async countUnanchored(ctx: Reading): Promise<{ count: number; oldestCapturedAt: Date | null }> {
    const [row] = await selectRows<{ count: string; oldest: Date | null }>(
      ctx,
      "SELECT count(*) AS count, min(escalated_at) AS oldest FROM recall_escalations WHERE batch_id IS NULL",
    );
    return { count: Number(row?.count ?? 0), oldestCapturedAt: row?.oldest ?? null };
  },

  /** When they came to be; commitments of anything else are absent. */
  async captureTimes(ctx: Reading, commitments: readonly Hex32[]): Promise<Map<Hex32, Date>> {
    const rows = await selectRows<Leaf>(ctx, `${LEAVES} WHERE commitment = ANY($1)`, [commitments]);
    return new Map(rows.map(({ commitment, capturedAt }) => [commitment, capturedAt]));
  },

  /** Marks them as part of a batch; none is ever in two. */
  async assignBatch(ctx: Ctx, commitments: readonly Hex32[], batchId: number): Promise<void> {
    const rows = await selectRows(
      ctx,
      "UPDATE recall_escalations SET batch_id = $2 WHERE commitment = ANY($1) AND batch_id IS NULL RETURNING commitment",
      [commitments, batchId],
    );
    if (rows.length !== commitments.length) throw new Error("an escalation of this batch is missing or already in another batch");
  },
};
