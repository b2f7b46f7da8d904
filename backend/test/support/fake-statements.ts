import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import type { StatementSource } from "../../src/modules/chain/anchoring/batcher.ts";
import { word } from "./chain-world.ts";

/** Statements in memory that wait for a batch. */
export interface FakeStatements extends StatementSource {
  add(count: number, capturedAt: Date): void;
  batches: Map<Hex32, number>;
}

export function createFakeStatements(first: number): FakeStatements {
  const captured: { commitment: Hex32; capturedAt: Date; corrects: null; subjects: string[] }[] = [];
  const batches = new Map<Hex32, number>();
  const waiting = () => captured.filter(({ commitment }) => !batches.has(commitment));
  return {
    batches,
    add(count, capturedAt) {
      for (let added = 0; added < count; added++) {
        const subject = `https://id.gs1.org/01/09506000134352/10/${captured.length % 3}`;
        captured.push({ commitment: word(first + captured.length), capturedAt, corrects: null, subjects: [subject] });
      }
    },
    listUnanchored: async (_ctx, limit) => waiting().slice(0, limit),
    countUnanchored: async () => ({ count: waiting().length, oldestCapturedAt: waiting()[0]?.capturedAt ?? null }),
    async assignBatch(_ctx, commitments, batchId) {
      for (const commitment of commitments) batches.set(commitment, batchId);
    },
  };
}
