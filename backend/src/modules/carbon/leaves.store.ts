import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../platform/context.ts";

/** Lets a commitment wait for the next batch; once is enough. */
export async function addLeaf(ctx: Ctx, commitment: Hex32): Promise<void> {
  await ctx.tx.query("INSERT INTO carbon_leaves (commitment, created_at) VALUES ($1, $2) ON CONFLICT DO NOTHING", [
    commitment,
    ctx.clock.now(),
  ]);
}

interface Leaf {
  commitment: Hex32;
  capturedAt: Date;
}

const LEAVES = 'SELECT commitment, created_at AS "capturedAt" FROM carbon_leaves';

/** Footprints and factor tables as batches take them: beside statements, as records of their own. */
export const carbonSource = {
  /** The oldest without a batch, locked until the transaction ends. */
  async listUnanchored(ctx: Ctx, limit: number) {
    const rows = await selectRows<Leaf>(ctx, `${LEAVES} WHERE batch_id IS NULL ORDER BY sequence LIMIT $1 FOR UPDATE SKIP LOCKED`, [limit]);
    return rows.map((leaf) => ({ ...leaf, corrects: null, subjects: [], isRecord: true as const }));
  },

  async countUnanchored(ctx: Pick<Ctx, "tx">): Promise<{ count: number; oldestCapturedAt: Date | null }> {
    const [row] = await selectRows<{ count: string; oldest: Date | null }>(
      ctx,
      "SELECT count(*) AS count, min(created_at) AS oldest FROM carbon_leaves WHERE batch_id IS NULL",
    );
    return { count: Number(row?.count ?? 0), oldestCapturedAt: row?.oldest ?? null };
  },

  /** When they came to be; commitments of anything else are absent. */
  async captureTimes(ctx: Pick<Ctx, "tx">, commitments: readonly Hex32[]): Promise<Map<Hex32, Date>> {
    const rows = await selectRows<Leaf>(ctx, `${LEAVES} WHERE commitment = ANY($1)`, [commitments]);
    return new Map(rows.map(({ commitment, capturedAt }) => [commitment, capturedAt]));
  },

  /** Marks them as part of a batch; none is ever in two. */
  async assignBatch(ctx: Ctx, commitments: readonly Hex32[], batchId: number): Promise<void> {
    const rows = await selectRows(
      ctx,
      "UPDATE carbon_leaves SET batch_id = $2 WHERE commitment = ANY($1) AND batch_id IS NULL RETURNING commitment",
      [commitments, batchId],
    );
    if (rows.length !== commitments.length) throw new Error("a record of this batch is missing or already in another batch");
  },
};
