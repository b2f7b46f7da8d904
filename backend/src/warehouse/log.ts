import { selectRows, type Ctx } from "../platform/context.ts";

export interface LogEntry {
  id: string;
  at: string;
  shipment: string | null;
  by: string;
  what: string;
  details: Record<string, unknown>;
}

/** Notes what happened, by whom, in the transaction that makes it happen. Never a word about a customer. */
export async function note(
  ctx: Pick<Ctx, "tx" | "clock">,
  { shipment = null, by, what, details = {} }: { shipment?: string | null; by: string; what: string; details?: Record<string, unknown> },
): Promise<void> {
  await ctx.tx.query("INSERT INTO log (at, shipment, by, what, details) VALUES ($1, $2, $3, $4, $5)", [
    ...[ctx.clock.now(), shipment, by, what, JSON.stringify(details)],
  ]);
}

/** The newest first. */
export async function readLog(
  ctx: Pick<Ctx, "tx">,
  { shipment, after, limit }: { shipment: string | null; after: string | null; limit: number },
): Promise<{ items: LogEntry[]; next: string | null }> {
  const rows = await selectRows<Omit<LogEntry, "at"> & { at: Date }>(
    ctx,
    `SELECT id, at, shipment, by, what, details FROM log
     WHERE ($1::text IS NULL OR shipment = $1) AND ($2::bigint IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
    [shipment, after, limit + 1],
  );
  const items = rows.slice(0, limit).map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
