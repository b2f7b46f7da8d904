import type { Criterion, EventQuery, FactCriterion } from "../criteria.ts";
import type { Binder } from "./binder.ts";
import { conditionSql, isFact } from "./conditions.ts";
import { fieldWalk } from "./field-order.ts";
import { leadOf, leadWalk } from "./lead.ts";
import { afterSql, fieldPosition, type Ordering, type Position } from "./order.ts";

/**
 * Ways to a page. `walk` reads events in order, a limited number of them, and keeps those that match: right where many do. `lead` does the
 * same among the matches of one criterion, where an index holds them in order. `gather` collects all that match, then orders them: right
 * where few do. The planner, which must guess how many and whether they lie at the beginning, would sometimes walk through everything.
 */
export type Way = "lead" | "walk" | "gather";

/** Enough for a page of thirty when one event in six hundred matches, and some ten milliseconds lost otherwise. */
const WALKED_EVENTS = 20_000;

/** The same where each step looks up the event: by a field, or by the matches of one criterion. */
const WALKED_BY_LOOKUP = 2_000;

export interface PageSql {
  query: EventQuery;
  ordering: Ordering;
  after: Position | null;
  limit: number;
}

/** Sequences of a page's events and of one more, with their keys and positions. */
export function pageSql(way: Way, { query, ordering, after, limit }: PageSql, binder: Binder): string {
  const { direction, order } = query;
  const keys = ordering.parts.map(({ sql }, index) => `${sql} AS key${index}`);
  const sorted = `ORDER BY ${ordering.parts.map(({ sql }) => `${sql} ${direction}`).join(", ")}`;
  const position = `ARRAY[${ordering.parts.map(({ text }) => text).join(", ")}]::text[] AS position`;
  const begun = () => (after === null ? [] : [afterSql(ordering, after, { direction, bind: binder.bind })]);
  const conditions = (wanted: readonly Criterion[]) => wanted.map((criterion) => conditionSql(criterion, binder));
  const select = `SELECT e.sequence, ${keys.join(", ")}, ${position}`;
  const last = `${sorted} LIMIT ${binder.bind(limit + 1)}`;
  if (way === "gather") {
    const fact = factAlone(query);
    const matching =
      fact === undefined
        ? `SELECT e.* FROM indexed_events e ${whereSql(conditions(query.criteria))}`
        : `SELECT DISTINCT f.sequence FROM event_facts f WHERE ${isFact(fact.names, fact.anyOf, binder.bind)}`;
    // What a page shows of its events is worked out for those on it alone.
    const page =
      order.by === "field"
        ? `matching e ${ordering.join()} ${whereSql(begun())}`
        : `(SELECT e.* FROM matching e ${whereSql(begun())} ${last}) AS e`;
    return `WITH matching AS MATERIALIZED (${matching}) ${select} FROM ${page} ${last}`;
  }
  const lead = way === "lead" ? leadOf(query) : undefined;
  if (lead !== undefined) {
    const others = conditions(query.criteria.filter((criterion) => criterion !== lead));
    const begin = after === null ? null : `${binder.bind(after[0])}::bigint`;
    const end = others.length === 0 ? limit + 1 : Math.max(WALKED_BY_LOOKUP, limit + 1);
    const walk = leadWalk(lead, { direction, begun: begin, limit: end }, binder);
    return `${select} FROM (${walk}) AS k JOIN indexed_events e ON e.sequence = k.sequence ${whereSql(others)} ${last}`;
  }
  if (order.by === "field") {
    const begin = after === null ? null : fieldPosition(ordering, after, binder);
    // Among the events without the field nothing can be walked along.
    if (begin === undefined) return `${select} FROM indexed_events e ${ordering.join()} WHERE false ${last}`;
    const others = conditions(query.criteria);
    const end = others.length === 0 ? limit + 1 : Math.max(WALKED_BY_LOOKUP, limit + 1);
    const walk = fieldWalk(order.name, { direction, begun: begin, limit: end }, binder);
    return `${select} FROM (${walk}) AS k JOIN indexed_events e ON e.sequence = k.sequence ${whereSql(others)} ${last}`;
  }
  const along = conditions(query.criteria.filter((criterion) => isAlong(criterion, order)));
  const others = conditions(query.criteria.filter((criterion) => !isAlong(criterion, order)));
  // With nothing to leave out, the walk is the whole answer.
  const end = others.length === 0 ? "" : `LIMIT ${WALKED_EVENTS}`;
  const walked = `SELECT e.* FROM indexed_events e ${whereSql([...along, ...begun()])} ${sorted} ${end}`;
  return `${select} FROM (${walked}) AS e ${whereSql(others)} ${last}`;
}

/** The one criterion that an index of facts answers alone: in the order of capture, and with nothing else to meet, no event need be looked at. */
export function factAlone({ criteria, order }: EventQuery): FactCriterion | undefined {
  const [only, ...others] = criteria;
  return order.by === "sequence" && only?.kind === "fact" && others.length === 0 ? only : undefined;
}

export function whereSql(conditions: readonly string[]): string {
  return conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`;
}

/** Whether a criterion limits what the events are ordered by, and so where a walk begins. */
export function isAlong(criterion: Criterion, order: EventQuery["order"]): boolean {
  return criterion.kind === "time" && criterion.column === order.by;
}
