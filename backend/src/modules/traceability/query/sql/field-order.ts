import type { EventQuery } from "../criteria.ts";
import type { Binder } from "./binder.ts";

type Direction = EventQuery["direction"];

/**
 * What events are ordered by when a query names a field outside of the standard: numbers come first, then times, then texts. Spelled as in the
 * index `event_facts_order`, or the database would not see that it fits.
 */
function valuesOf(fact: string): string[] {
  return [
    `coalesce(${fact}.number, 'Infinity'::numeric)`,
    `coalesce(${fact}.moment, 'infinity'::timestamptz)`,
    `coalesce(${fact}.text, '')`,
  ];
}

/** Facts that say a value; the others say that the field is there. The index has these alone. */
function hasValue(fact: string): string {
  return `${fact}.name >= 'event ' AND ${fact}.name < 'event!' AND (${fact}.number IS NOT NULL OR ${fact}.text IS NOT NULL)`;
}

const COLUMNS = ["amount", "moment", "text"];

/** Joins to each event `e` its value `k` that comes first in the order, or none. */
export function fieldJoin(name: string, direction: Direction, { bind }: Binder): string {
  const values = valuesOf("f");
  return `LEFT JOIN LATERAL (
    SELECT ${values.map((sql, index) => `${sql} AS ${COLUMNS[index] ?? ""}`).join(", ")} FROM event_facts f
    WHERE f.sequence = e.sequence AND f.name = ${bind(name)} AND ${hasValue("f")}
    ORDER BY ${values.map((sql) => `${sql} ${direction}`).join(", ")} LIMIT 1
  ) k ON true`;
}

/**
 * Events that have the field, in its order: sequence, and the value as `fieldJoin` names it.
 *
 * @param begun Where to begin: values and sequence that ended the page before, as bound parameters.
 */
export function fieldWalk(
  name: string,
  { direction, begun, limit }: { direction: Direction; begun: readonly string[] | null; limit: number },
  { bind }: Binder,
): string {
  const values = valuesOf("f");
  const [later, earlier] = direction === "ASC" ? [">", "<"] : ["<", ">"];
  const after = begun === null ? "" : `AND (${values.join(", ")}, f.sequence) ${later} (${begun.join(", ")})`;
  // Of several values of one event the first counts; equal ones are told apart by where they lie.
  return `SELECT f.sequence, ${values.map((sql, index) => `${sql} AS ${COLUMNS[index] ?? ""}`).join(", ")} FROM event_facts f
    WHERE f.name = ${bind(name)} AND ${hasValue("f")} ${after} AND NOT EXISTS (
      SELECT 1 FROM event_facts g WHERE g.sequence = f.sequence AND g.name = f.name AND ${hasValue("g")}
        AND (${valuesOf("g").join(", ")}, g.ctid) ${earlier} (${values.join(", ")}, f.ctid))
    ORDER BY ${[...values, "f.sequence"].map((sql) => `${sql} ${direction}`).join(", ")} LIMIT ${limit}`;
}
