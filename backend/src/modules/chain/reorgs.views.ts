import type { ReorgView } from "@waybill/protocol/schemas/api/chain-status";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { toHex32 } from "./bytes.ts";
import { quoted, type FeedPlace } from "./feeds.views.ts";

interface ReorgRow {
  id: string;
  seen_at: Date;
  ancestor_number: string;
  from_number: string;
  from_hash: Buffer;
  to_number: string | null;
  logs_removed: number;
  logs_added: number;
  below_final: boolean;
}

/** Reorganisations of one feed, newest first; `after` is the id of the last one of the page before. */
export async function listReorgs(
  ctx: Pick<Ctx, "tx">,
  { schema }: FeedPlace,
  { after, limit, belowFinal = null }: { after: number | null; limit: number; belowFinal?: boolean | null },
): Promise<{ items: ReorgView[]; next: string | null }> {
  const table = `${quoted(schema)}.chain_reorgs`;
  const [known] = await selectRows<{ table: string | null }>(ctx, "SELECT to_regclass($1)::text AS table", [table]);
  if (!known?.table) return { items: [], next: null };
  const rows = await selectRows<ReorgRow>(
    ctx,
    `SELECT id, seen_at, ancestor_number, from_number, from_hash, to_number, logs_removed, logs_added, below_final
     FROM ${table} WHERE ($1::bigint IS NULL OR id < $1) AND ($3::boolean IS NULL OR below_final = $3) ORDER BY id DESC LIMIT $2`,
    [after, limit + 1, belowFinal],
  );
  const items = rows.slice(0, limit).map(viewOf);
  return { items, next: rows.length > limit ? String(items.at(-1)?.id) : null };
}

/** Blocks undone by the deepest reorganisation since a time, 0 when there was none; and how many ever went below a final block. */
export async function deepestReorg(
  ctx: Pick<Ctx, "tx">,
  { schema }: FeedPlace,
  since: Date,
): Promise<{ blocks: number; belowFinal: number }> {
  const [row] = await selectRows<{ blocks: string | null; below_final: string }>(
    ctx,
    `SELECT max(from_number - ancestor_number) FILTER (WHERE seen_at >= $1) AS blocks, count(*) FILTER (WHERE below_final) AS below_final
     FROM ${quoted(schema)}.chain_reorgs`,
    [since],
  );
  return { blocks: Number(row?.blocks ?? 0), belowFinal: Number(row?.below_final ?? 0) };
}

function viewOf(row: ReorgRow): ReorgView {
  const [from, ancestor] = [Number(row.from_number), Number(row.ancestor_number)];
  return {
    id: Number(row.id),
    seenAt: row.seen_at.toISOString(),
    from: { number: from, hash: toHex32(row.from_hash) },
    to: row.to_number === null ? null : Number(row.to_number),
    ancestor: ancestor < 0 ? null : ancestor,
    depth: Math.max(0, from - ancestor),
    logsRemoved: row.logs_removed,
    logsAdded: row.logs_added,
    belowFinal: row.below_final,
  };
}
