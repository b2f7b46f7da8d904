import { exactNumber } from "@waybill/protocol/measures/exact-number";
import type { EventQuery, OrderKey } from "../criteria.ts";
import { momentOf } from "../index/moment.ts";
import type { Binder } from "./binder.ts";

/** Where a page ended: the order's own values as text, then the sequence, which makes every place unique. */
export type Position = readonly string[];

/** One value that rows are ordered by. */
interface KeyPart {
  /** On `e`, or on `k` of the join. */
  sql: string;
  /** The value as text that comes back unchanged. */
  text: string;
  type: "bigint" | "timestamptz" | "numeric" | "text" | "integer";
}

export interface Ordering {
  join: string;
  parts: readonly KeyPart[];
}

const SEQUENCE: KeyPart = { sql: "e.sequence", text: "e.sequence::text", type: "bigint" };

/** How rows of indexed_events `e` are ordered. */
export function orderingOf(order: OrderKey, direction: EventQuery["direction"], { bind }: Binder): Ordering {
  if (order.by === "sequence") return { join: "", parts: [SEQUENCE] };
  if (order.by !== "field")
    return { join: "", parts: [{ sql: `e.${order.by}`, text: momentText(`e.${order.by}`), type: "timestamptz" }, SEQUENCE] };
  // Numbers, then times, then texts, then events without the field: of several values the one that comes first.
  const rank = "CASE WHEN f.number IS NOT NULL THEN 0 WHEN f.moment IS NOT NULL THEN 1 WHEN f.text IS NOT NULL THEN 2 ELSE 3 END";
  const amount = "coalesce(f.number, extract(epoch FROM f.moment), 0)";
  const join = `LEFT JOIN LATERAL (
    SELECT ${rank} AS rank, ${amount} AS amount, coalesce(f.text, '') AS text FROM event_facts f
    WHERE f.sequence = e.sequence AND f.name = ${bind(order.name)}
    ORDER BY 1 ${direction}, 2 ${direction}, 3 ${direction} LIMIT 1
  ) k ON true`;
  return {
    join,
    parts: [
      { sql: "coalesce(k.rank, 3)", text: "coalesce(k.rank, 3)::text", type: "integer" },
      { sql: "coalesce(k.amount, 0)", text: "coalesce(k.amount, 0)::text", type: "numeric" },
      { sql: `coalesce(k.text, '') COLLATE "C"`, text: "coalesce(k.text, '')", type: "text" },
      SEQUENCE,
    ],
  };
}

/** Condition on rows that come after a position. */
export function afterSql(
  { parts }: Ordering,
  position: Position,
  { direction, bind }: { direction: EventQuery["direction"]; bind: Binder["bind"] },
): string {
  const values = parts.map(({ type }, index) => `${bind(position[index])}::${type}`);
  return `(${parts.map(({ sql }) => sql).join(", ")}) ${direction === "ASC" ? ">" : "<"} (${values.join(", ")})`;
}

/** True for a position that this order could have given: a token may hold anything. */
export function isPosition(position: Position, { parts }: Ordering): boolean {
  return position.length === parts.length && parts.every(({ type }, index) => READABLE[type](position[index] ?? ""));
}

const READABLE: Readonly<Record<KeyPart["type"], (text: string) => boolean>> = {
  bigint: (text) => /^\d{1,18}$/.test(text),
  integer: (text) => /^\d{1,4}$/.test(text),
  numeric: (text) => exactNumber(text) !== undefined,
  timestamptz: (text) => momentOf(text) !== undefined,
  text: (text) => !text.includes("\0") && text.isWellFormed(),
};

function momentText(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}
