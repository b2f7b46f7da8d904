import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../platform/context.ts";

/** A footprint that waits for its batch. */
interface UnanchoredFootprint {
  commitment: Hex32;
  capturedAt: Date;
  /** A footprint is a record: it declares no event to be in error, and is part of no subject's history. */
  corrects: null;
  subjects: string[];
  isRecord: true;
}

/** Footprints as a batch takes them: beside statements, under the same roots. */
export const footprintSource = {
  /** The oldest without a batch, locked until the transaction ends. */
  async listUnanchored(ctx: Ctx, limit: number): Promise<UnanchoredFootprint[]> {
    const rows = await selectRows<{ commitment: Hex32; created_at: Date }>(
      ctx,
      `SELECT commitment, created_at FROM exchange_footprints WHERE batch_id IS NULL ORDER BY sequence LIMIT $1 FOR UPDATE SKIP LOCKED`,
      [limit],
    );
    return rows.map(({ commitment, created_at }) => ({ commitment, capturedAt: created_at, corrects: null, subjects: [], isRecord: true }));
  },

  async countUnanchored(ctx: Pick<Ctx, "tx">): Promise<{ count: number; oldestCapturedAt: Date | null }> {
    const [row] = await selectRows<{ count: string; oldest: Date | null }>(
      ctx,
      "SELECT count(*) AS count, min(created_at) AS oldest FROM exchange_footprints WHERE batch_id IS NULL",
    );
    return { count: Number(row?.count ?? 0), oldestCapturedAt: row?.oldest ?? null };
  },

  /** When they were published; commitments of anything else are absent. */
  async captureTimes(ctx: Pick<Ctx, "tx">, commitments: readonly Hex32[]): Promise<Map<Hex32, Date>> {
    const rows = await selectRows<{ commitment: Hex32; created_at: Date }>(
      ctx,
      "SELECT commitment, created_at FROM exchange_footprints WHERE commitment = ANY($1)",
      [commitments],
    );
    return new Map(rows.map(({ commitment, created_at }) => [commitment, created_at]));
  },

  /** Marks them as part of a batch; a footprint is never in two. */
  async assignBatch(ctx: Ctx, commitments: readonly Hex32[], batchId: number): Promise<void> {
    const rows = await selectRows(
      ctx,
      "UPDATE exchange_footprints SET batch_id = $2 WHERE commitment = ANY($1) AND batch_id IS NULL RETURNING commitment",
      [commitments, String(batchId)],
    );
    if (rows.length !== commitments.length) throw new Error("a footprint of this batch is missing or already in another batch");
  },
};
