import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import type { CaptureTimes } from "../anchor-costs.views.ts";
import type { StatementSource } from "./batcher.ts";

type Source = StatementSource & { captureTimes: CaptureTimes };

/**
 * What waits in several modules as if one had it: batches take the oldest of all, whoever keeps them. A commitment is known to one source at
 * most.
 */
export function joinSources(sources: readonly Source[]): Source {
  return {
    async listUnanchored(ctx, limit) {
      const waiting = [];
      for (const source of sources) waiting.push(...(await source.listUnanchored(ctx, limit)));
      // Sorting is stable: what one source answers keeps its order.
      return waiting.sort((a, b) => a.capturedAt.getTime() - b.capturedAt.getTime()).slice(0, limit);
    },
    async countUnanchored(ctx) {
      let count = 0;
      let oldestCapturedAt: Date | null = null;
      for (const source of sources) {
        const one = await source.countUnanchored(ctx);
        count += one.count;
        if (one.oldestCapturedAt !== null && (oldestCapturedAt === null || one.oldestCapturedAt < oldestCapturedAt))
          oldestCapturedAt = one.oldestCapturedAt;
      }
      return { count, oldestCapturedAt };
    },
    async captureTimes(ctx, commitments) {
      const times = new Map<Hex32, Date>();
      for (const source of sources)
        for (const [commitment, time] of await source.captureTimes(ctx, commitments)) times.set(commitment, time);
      return times;
    },
    async assignBatch(ctx, commitments, batchId) {
      let assigned = 0;
      for (const source of sources) {
        const own = [...(await source.captureTimes(ctx, commitments)).keys()];
        if (own.length > 0) await source.assignBatch(ctx, own, batchId);
        assigned += own.length;
      }
      if (assigned !== commitments.length) throw new Error("a commitment of this batch is known to no source");
    },
  };
}
