import { logLeaf } from "@waybill/protocol/hashing/anchor-log";
import type { StatementState } from "@waybill/protocol/schemas/api/traceability";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { selectRows, type HookCtx } from "../../../platform/context.ts";
import { publish } from "../../../platform/outbox.ts";
import type { ProjectedRow, Projection } from "./projection.ts";

/** One leaf of the contract's log. */
export interface AnchorRow extends ProjectedRow {
  index: number;
  root: string;
  author: string;
  timestamp: number;
  leaf: string;
  block_hash: string;
  transaction_hash: string;
}

export const anchorsProjection: Projection<AnchorRow> = {
  table: "anchors",
  events: {
    Anchored: ({ author, index, root }, { blockNumber, blockHash, logIndex, transactionHash, timestamp }) => ({
      index: Number(index),
      root,
      author,
      timestamp,
      leaf: logLeaf({ root: root as Hex32, author: author as Address, timestamp }),
      block_number: blockNumber,
      block_hash: blockHash,
      log_index: logIndex,
      transaction_hash: transactionHash,
    }),
  },
  async onIndexed(ctx, rows) {
    for (const { index } of rows) publish(ctx, { type: "anchor", index });
    await publishStatements(ctx, ...batchesIn(rows), "included");
  },
  async onUndone(ctx, rows) {
    for (const { index } of rows) publish(ctx, { type: "anchor", index });
    await publishStatements(ctx, ...batchesIn(rows), "pending");
  },
  async onFinality(ctx, { safe, final }) {
    if (safe) await publishAnchored(ctx, safe, "safe");
    if (final) await publishAnchored(ctx, final, "final");
  },
};

/** Our batches among these anchors. Anybody can anchor our roots, but only their author's anchors count. */
function batchesIn(rows: readonly AnchorRow[]): [condition: string, parameters: unknown[]] {
  return [
    "(b.root, b.author) IN (SELECT * FROM unnest($1::text[], $2::text[]))",
    [rows.map(({ root }) => root), rows.map(({ author }) => author)],
  ];
}

async function publishAnchored(ctx: HookCtx, { from, to }: { from: number; to: number }, state: StatementState): Promise<void> {
  const anchored =
    "EXISTS (SELECT FROM anchors a WHERE a.root = b.root AND a.author = b.author AND a.block_number > $1 AND a.block_number <= $2)";
  await publishStatements(ctx, anchored, [from, to], state);
}

/** Tells every follower of a statement in the chosen batches where it stands now. */
async function publishStatements(ctx: HookCtx, condition: string, parameters: unknown[], state: StatementState): Promise<void> {
  const rows = await selectRows<{ value: Hex32 }>(
    ctx,
    `SELECT l.value FROM batches b JOIN batch_leaves l ON l.batch_id = b.id AND l.kind = 'commitment' WHERE ${condition} ORDER BY b.id, l.position`,
    parameters,
  );
  for (const { value } of rows) publish(ctx, { type: "statement", commitment: value, state });
}
