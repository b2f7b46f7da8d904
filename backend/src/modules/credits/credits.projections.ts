import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { hexToString, pad, toHex, zeroAddress, zeroHash } from "viem";
import type { HookCtx } from "../../platform/context.ts";
import { publish } from "../../platform/outbox.ts";
import type { LogPlace, ProjectedRow, TokenProjection } from "../chain/chain.queries.ts";

/** Where a row comes from, as every table of ours has it. */
interface PlacedRow extends ProjectedRow {
  timestamp: number;
  block_hash: string;
  transaction_hash: string;
}

interface BatchRow extends PlacedRow {
  batch: Hex32;
  [column: string]: unknown;
}

interface CorrectionRow extends PlacedRow {
  retirement: string;
  holder: string;
  correction: string;
}

interface MoveRow extends PlacedRow {
  /** Null where grams come into being. */
  from_account: string | null;
  /** Null where they go. */
  to_account: string | null;
  lines: { batch: Hex32; grams: string }[];
}

/** The 32 bytes that name a batch: its ERC-1155 id. */
export function batchKey(id: bigint): Hex32 {
  return pad(toHex(id), { size: 32 }) as Hex32;
}

function placed({ blockNumber, logIndex, timestamp, blockHash, transactionHash }: LogPlace): PlacedRow {
  return { block_number: blockNumber, log_index: logIndex, timestamp, block_hash: blockHash, transaction_hash: transactionHash };
}

function tell(ctx: HookCtx, batches: readonly Hex32[]): void {
  for (const batch of new Set(batches)) publish(ctx, { type: "credits", batch });
}

/** Whoever follows a batch is told of each row that comes or goes. */
function told<Row>(batchesOf: (row: Row) => readonly Hex32[]) {
  const hook = async (ctx: HookCtx, rows: readonly Row[]): Promise<void> => tell(ctx, rows.flatMap(batchesOf));
  return { onIndexed: hook, onUndone: hook };
}

const ofItsBatch = told<BatchRow>(({ batch }) => [batch]);

export const batchesProjection: TokenProjection<BatchRow> = {
  contract: "carbonToken",
  table: "credit_batches",
  events: {
    Issued: (args, place) => ({
      ...placed(place),
      batch: batchKey(args.id),
      issued_to: args.to,
      verifier: args.verifier,
      registry: args.registry,
      project: args.project,
      vintage: args.vintage,
      first_serial: args.firstSerial,
      last_serial: args.lastSerial,
      buffer_share: args.bufferShare,
      saving_hash: args.savingHash,
    }),
  },
  ...ofItsBatch,
};

/** Grams that change hands, come or go, as ERC-1155 tells it. */
export const movesProjection: TokenProjection<MoveRow> = {
  contract: "carbonToken",
  table: "credit_moves",
  events: {
    TransferSingle: ({ from, to, id, value }, place) => move(place, from, to, [[id, value]]),
    TransferBatch: ({ from, to, ids, values }, place) =>
      move(
        place,
        from,
        to,
        ids.map((id, index) => [id, values[index] ?? 0n]),
      ),
  },
  ...told<MoveRow>(({ lines }) => lines.map(({ batch }) => batch)),
};

function move(place: LogPlace, from: string, to: string, lines: readonly (readonly [bigint, bigint])[]): MoveRow {
  return {
    ...placed(place),
    from_account: from === zeroAddress ? null : from,
    to_account: to === zeroAddress ? null : to,
    lines: lines.map(([id, grams]) => ({ batch: batchKey(id), grams: grams.toString() })),
  };
}

export const retirementsProjection: TokenProjection<BatchRow> = {
  contract: "carbonToken",
  table: "credit_retirements",
  events: {
    Retired: (args, place) => ({
      ...placed(place),
      retirement: args.retirementId,
      batch: batchKey(args.id),
      holder: args.holder,
      beneficiary: args.beneficiary,
      retired_before: args.retiredBefore,
      grams: args.amount,
      shipment: args.shipment === zeroHash ? null : args.shipment,
      period_start: args.periodStart,
      period_end: args.periodEnd,
      country: args.country === "0x0000" ? null : hexToString(args.country),
      note: storable(args.note),
    }),
  },
  ...ofItsBatch,
};

/** What was called off, and what holders gave up for it. */
export const reversalsProjection: TokenProjection<BatchRow> = {
  contract: "carbonToken",
  table: "credit_reversals",
  events: {
    Cancelled: ({ id, fromBuffer, uncovered, reasonHash }, place) => ({
      ...placed(place),
      kind: "cancelled",
      batch: batchKey(id),
      holder: null,
      from_buffer: fromBuffer,
      uncovered,
      surrendered: 0,
      reason_hash: reasonHash,
    }),
    Surrendered: ({ id, holder, amount }, place) => ({
      ...placed(place),
      kind: "surrendered",
      batch: batchKey(id),
      holder,
      from_buffer: 0,
      uncovered: 0,
      surrendered: amount,
      reason_hash: null,
    }),
  },
  ...ofItsBatch,
};

/** What holders said of their retirements afterwards. Anybody can correct what never happened; only what did is ever shown. */
export const correctionsProjection: TokenProjection<CorrectionRow> = {
  contract: "carbonToken",
  table: "credit_corrections",
  events: {
    Corrected: ({ retirementId, holder, correction }, place) => ({
      ...placed(place),
      retirement: retirementId,
      holder,
      correction: storable(correction),
    }),
  },
};

/** Postgres keeps no NUL in text. The chain still has it, and a certificate is checked there. */
function storable(text: string): string {
  return text.replaceAll("\u0000", "\uFFFD");
}

export const CREDIT_PROJECTIONS = [
  batchesProjection,
  movesProjection,
  retirementsProjection,
  reversalsProjection,
  correctionsProjection,
] as const;
