import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { publish } from "../../platform/outbox.ts";
import type { LogPlace, ProjectedRow, Projection } from "../chain/chain.queries.ts";

export type CustodyStepKind = "opened" | "handed-over" | "rejected" | "withdrawn" | "recovered" | "closed";

/** One change of a unit's custody, with the state it led to: the last row of a unit is its present state. */
export interface CustodyStepRow extends ProjectedRow {
  unit: string;
  kind: CustodyStepKind;
  /** The unit's seq that the step used up; 0 for the opening, which uses none. */
  seq: number;
  from_account: string | null;
  to_account: string | null;
  doc_hash: string | null;
  reason_hash: string | null;
  holder: string;
  seq_after: number;
  status: "open" | "closed";
  timestamp: number;
  block_hash: string;
  transaction_hash: string;
}

interface Step {
  unit: string;
  kind: CustodyStepKind;
  seq?: bigint;
  from?: string;
  to?: string;
  docHash?: string;
  reasonHash?: string;
  holder: string;
}

function row(place: LogPlace, { unit, kind, seq, from, to, docHash, reasonHash, holder }: Step): CustodyStepRow {
  return {
    block_number: place.blockNumber,
    log_index: place.logIndex,
    unit,
    kind,
    seq: Number(seq ?? 0n),
    from_account: from ?? null,
    to_account: to ?? null,
    doc_hash: docHash ?? null,
    reason_hash: reasonHash ?? null,
    holder,
    // Every later statement about a unit uses up its seq.
    seq_after: seq === undefined ? 0 : Number(seq) + 1,
    status: kind === "closed" ? "closed" : "open",
    timestamp: place.timestamp,
    block_hash: place.blockHash,
    transaction_hash: place.transactionHash,
  };
}

export const custodyProjection: Projection<CustodyStepRow> = {
  table: "custody_steps",
  events: {
    Opened: ({ unit, holder, docHash }, place) => row(place, { unit, kind: "opened", to: holder, docHash, holder }),
    HandedOver: ({ unit, from, to, seq, docHash }, place) => row(place, { unit, kind: "handed-over", seq, from, to, docHash, holder: to }),
    HandoverRejected: ({ unit, from, to, seq, docHash, reasonHash }, place) =>
      row(place, { unit, kind: "rejected", seq, from, to, docHash, reasonHash, holder: from }),
    OffersWithdrawn: ({ unit, holder, seq }, place) => row(place, { unit, kind: "withdrawn", seq, from: holder, holder }),
    Recovered: ({ unit, from, to, seq, reasonHash }, place) =>
      row(place, { unit, kind: "recovered", seq, from, to, reasonHash, holder: to }),
    Closed: ({ unit, holder, seq, docHash }, place) => row(place, { unit, kind: "closed", seq, from: holder, docHash, holder }),
  },
  async onIndexed(ctx, rows) {
    for (const { unit, seq_after: seq } of rows) publish(ctx, { type: "custody", unit: unit as Hex32, seq });
  },
  async onUndone(ctx, rows) {
    for (const { unit, seq } of rows) publish(ctx, { type: "custody", unit: unit as Hex32, seq });
  },
};
