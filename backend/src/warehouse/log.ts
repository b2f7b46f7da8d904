import { selectRows, type Ctx } from "../platform/context.ts";
import type { PersonalFields } from "../platform/personal/personal-fields.ts";
import { namesOf } from "./staff/names.ts";
import type { Warehouse } from "./warehouse.ts";

export interface LogEntry {
  id: string;
  at: string;
  shipment: string | null;
  /** Null: somebody whose name is erased. */
  by: string | null;
  what: string;
  details: Record<string, unknown>;
}

/** Notes what happened, by whom, in the transaction that makes it happen. Never a word about a customer, and no name of the staff: the log only grows. */
export async function note(
  ctx: Pick<Ctx, "tx" | "clock">,
  { shipment = null, by, what, details = {} }: { shipment?: string | null; by: string; what: string; details?: Record<string, unknown> },
): Promise<void> {
  await ctx.tx.query("INSERT INTO log (at, shipment, by, what, details) VALUES ($1, $2, $3, $4, $5)", [
    ...[ctx.clock.now(), shipment, by, what, JSON.stringify(details)],
  ]);
}

/** A refusal that is repeated within this time is noted once: what anybody may try fills no log. */
const SAME_REFUSAL_SECONDS = 3_600;

/** Notes that something was not done, in a transaction of its own: that of the act is undone. */
export async function noteRefusal(
  app: Pick<Warehouse, "db" | "clock">,
  { by, act, code }: { by: string; act: string; code: string },
): Promise<void> {
  const now = app.clock.now();
  await app.db.pool.query(
    `INSERT INTO log (at, by, what, details) SELECT $1, $2, 'refused', $3::jsonb WHERE NOT EXISTS (
       SELECT FROM log WHERE what = 'refused' AND by = $2 AND at > $4 AND details = $3::jsonb)`,
    [now, by, JSON.stringify({ act, code }), new Date(now.getTime() - SAME_REFUSAL_SECONDS * 1_000)],
  );
}

/** The newest first, with the names of people as long as they are known. */
export async function readLog(
  ctx: Pick<Ctx, "tx">,
  personal: PersonalFields,
  { shipment, after, limit }: { shipment: string | null; after: string | null; limit: number },
): Promise<{ items: LogEntry[]; next: string | null }> {
  const rows = await selectRows<Omit<LogEntry, "at" | "by"> & { at: Date; by: string }>(
    ctx,
    `SELECT id, at, shipment, by, what, details FROM log
     WHERE ($1::text IS NULL OR shipment = $1) AND ($2::bigint IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
    [shipment, after, limit + 1],
  );
  const page = rows.slice(0, limit);
  const nameOf = await namesOf(
    ctx,
    personal,
    page.flatMap(({ by, details }) => [by, ...(typeof details["staff"] === "string" ? [details["staff"]] : [])]),
  );
  const items = page.map(({ at, by, details, ...row }) => {
    const about = typeof details["staff"] === "string" ? { staff: nameOf(details["staff"]) } : {};
    return { ...row, at: at.toISOString(), by: nameOf(by), details: { ...details, ...about } };
  });
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
