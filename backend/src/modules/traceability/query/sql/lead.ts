import type { Criterion, EventQuery, TextColumn } from "../criteria.ts";
import type { Binder } from "./binder.ts";
import { isFact } from "./conditions.ts";

/** Columns that have an index with the order of capture behind their value, those with few events for each value first. */
const COLUMNS: readonly TextColumn[] = ["read_point", "biz_location", "disposition", "biz_step", "event_type"];

/**
 * The criterion whose matches an index holds in the order that is asked for: the order of capture, and one value of a column or of a fact.
 * Undefined when there is none.
 */
export function leadOf({ criteria, order }: EventQuery): Criterion | undefined {
  if (order.by !== "sequence") return undefined;
  return criteria.find(isOneFact) ?? COLUMNS.flatMap((column) => criteria.find((one) => isOneValue(one, column)) ?? [])[0];
}

/**
 * The matches of a leading criterion in the order of capture, as rows of one column `sequence`.
 *
 * @param begun Sequence that ended the page before, as a bound parameter.
 */
export function leadWalk(
  lead: Criterion,
  { direction, begun, limit }: { direction: EventQuery["direction"]; begun: string | null; limit: number },
  { bind }: Binder,
): string {
  const after = begun === null ? "" : `AND sequence ${direction === "ASC" ? ">" : "<"} ${begun}`;
  const end = `ORDER BY sequence ${direction} LIMIT ${limit}`;
  if (lead.kind === "fact")
    return `SELECT DISTINCT f.sequence FROM event_facts f WHERE ${isFact(lead.names, lead.anyOf, bind)} ${after} ${end}`;
  if (lead.kind !== "text") throw new Error("only a value of a column or of a fact leads");
  return `SELECT sequence FROM indexed_events WHERE ${lead.column} = ${bind(lead.oneOf[0])} ${after} ${end}`;
}

function isOneFact(criterion: Criterion): boolean {
  if (criterion.kind !== "fact") return false;
  const [test, ...others] = criterion.anyOf;
  return criterion.names.length === 1 && test !== undefined && "text" in test && others.length === 0;
}

function isOneValue(criterion: Criterion, column: TextColumn): boolean {
  return criterion.kind === "text" && criterion.column === column && criterion.oneOf.length === 1;
}
