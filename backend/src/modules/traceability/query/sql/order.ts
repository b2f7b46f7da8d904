import { exactNumber } from "@waybill/protocol/measures/exact-number";
import type { EventQuery, OrderKey } from "../criteria.ts";
import { momentOf } from "../index/moment.ts";
import type { Binder } from "./binder.ts";
import { fieldJoin } from "./field-order.ts";

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
  /** What binds values is made where it is used: the database refuses values that no SQL mentions. */
  join: () => string;
  parts: readonly KeyPart[];
}

const SEQUENCE: KeyPart = { sql: "e.sequence", text: "e.sequence::text", type: "bigint" };

/** How rows of indexed_events `e` are ordered. */
export function orderingOf(order: OrderKey, direction: EventQuery["direction"], binder: Binder): Ordering {
  if (order.by === "sequence") return { join: () => "", parts: [SEQUENCE] };
  if (order.by !== "field")
    return { join: () => "", parts: [{ sql: `e.${order.by}`, text: momentText(`e.${order.by}`), type: "timestamptz" }, SEQUENCE] };
  // Events without the field come last, whichever way the others go.
  const without = direction === "ASC" ? 1 : -1;
  const moment = "coalesce(k.moment, 'infinity'::timestamptz)";
  return {
    join: () => fieldJoin(order.name, direction, binder),
    parts: [
      {
        sql: `CASE WHEN k.amount IS NULL THEN ${without} ELSE 0 END`,
        text: `CASE WHEN k.amount IS NULL THEN '${without}' ELSE '0' END`,
        type: "integer",
      },
      { sql: "coalesce(k.amount, 0)", text: "coalesce(k.amount, 0)::text", type: "numeric" },
      { sql: moment, text: `CASE WHEN isfinite(${moment}) THEN ${momentText(moment)} ELSE 'infinity' END`, type: "timestamptz" },
      { sql: `coalesce(k.text, '') COLLATE "C"`, text: "coalesce(k.text, '')", type: "text" },
      SEQUENCE,
    ],
  };
}

/** The values and the sequence that a position has for events with the field; undefined for a position among those without. */
export function fieldPosition({ parts }: Ordering, position: Position, { bind }: Binder): string[] | undefined {
  const [without, ...place] = position;
  return without === "0" ? place.map((text, index) => `${bind(text)}::${parts[index + 1]?.type ?? "text"}`) : undefined;
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
  integer: (text) => /^-?\d{1,4}$/.test(text),
  numeric: (text) => text === "Infinity" || exactNumber(text) !== undefined,
  timestamptz: (text) => text === "infinity" || momentOf(text) !== undefined,
  text: (text) => !text.includes("\0") && text.isWellFormed(),
};

function momentText(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}
