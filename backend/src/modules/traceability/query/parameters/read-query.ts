import { ProblemError } from "../../../../platform/errors.ts";
import { TRACEABILITY_PROBLEMS } from "../../traceability.errors.ts";
import type { Criterion, EventQuery, OrderKey } from "../criteria.ts";
import { fieldName } from "../index/field-facts.ts";
import { FIXED_PARAMETERS } from "./fixed.ts";
import { fullName, PATTERN_PARAMETERS } from "./patterns.ts";
import * as read from "./value.ts";

/** Parameters that say how to answer, not what to select. */
export const CONTROLS = ["orderBy", "orderDirection", "eventCountLimit", "maxEventCount"] as const;
type Control = (typeof CONTROLS)[number];

/** As many as the official file has fixed ones; each is a join at worst. */
const MAX_PARAMETERS = 60;

/** A pattern that leaves the reference open is ten ranges. */
const MAX_TESTS = 2_000;

/**
 * The query that the parameters ask for.
 *
 * @throws {ProblemError} `traceability.query-parameter` for a parameter that is unknown, ill-formed, or at odds with another;
 *   `traceability.query-too-complex` for more comparisons than a database should make
 */
export function readQuery(parameters: readonly read.Given[], context: read.QueryContext): EventQuery {
  if (parameters.length > MAX_PARAMETERS)
    throw new ProblemError(TRACEABILITY_PROBLEMS.queryParameter, { detail: `A query may have ${MAX_PARAMETERS} parameters.` });
  const controls = new Map<Control, read.Given>();
  const criteria: Criterion[] = [];
  for (const given of parameters) {
    if (isControl(given.name)) controls.set(given.name, given);
    else criteria.push(...criteriaOf(given, context));
  }
  refuseTooComplex(criteria);
  return { criteria, ...orderOf(controls, { criteria, context }), ...limitsOf(controls) };
}

/** Texts of one parameter are one comparison; ranges, numbers and times are one each. */
function refuseTooComplex(criteria: readonly Criterion[]): void {
  const tests = criteria.flatMap((criterion) => (criterion.kind === "fact" ? criterion.anyOf : [])).filter((test) => !("text" in test));
  if (tests.length > MAX_TESTS)
    throw new ProblemError(TRACEABILITY_PROBLEMS.queryTooComplex, {
      detail: `The query makes ${tests.length} comparisons; ${MAX_TESTS} are allowed.`,
    });
}

function isControl(name: string): name is Control {
  return (CONTROLS as readonly string[]).includes(name);
}

function criteriaOf(given: read.Given, context: read.QueryContext): Criterion[] {
  const fixed = Object.hasOwn(FIXED_PARAMETERS, given.name) ? FIXED_PARAMETERS[given.name] : undefined;
  if (fixed) return fixed.criteria(given, context);
  for (const { name, criteria } of PATTERN_PARAMETERS) {
    const parts = name.exec(given.name);
    if (parts) return criteria(parts.slice(1), given, context);
  }
  throw read.illFormed(given, "is no parameter of the query language");
}

function orderOf(
  controls: ReadonlyMap<Control, read.Given>,
  { criteria, context }: { criteria: readonly Criterion[]; context: read.QueryContext },
): Pick<EventQuery, "order" | "direction"> {
  const by = controls.get("orderBy");
  const direction = controls.get("orderDirection");
  const way = direction === undefined ? undefined : read.word(direction);
  if (direction !== undefined && way !== "ASC" && way !== "DESC") throw read.illFormed(direction, "must be ASC or DESC");
  if (by === undefined) return { order: naturalOrder(criteria), direction: "ASC" };
  return { order: orderKey(by, context), direction: way === "ASC" ? "ASC" : "DESC" };
}

function orderKey(given: read.Given, context: read.QueryContext): OrderKey {
  const by = read.word(given);
  if (by === "eventTime") return { by: "event_time" };
  if (by === "recordTime") return { by: "recorded_at" };
  if (!by.includes(":")) throw read.illFormed(given, "must be eventTime, recordTime, or the full name of a field outside of the standard");
  return { by: "field", name: fieldName("event", fullName(by, given, context), false) };
}

/** Without a wish: along the time that the query is limited by, which one index then serves; else as the events came. */
function naturalOrder(criteria: readonly Criterion[]): OrderKey {
  const limited = criteria.find((criterion) => criterion.kind === "time");
  return limited ? { by: limited.column } : { by: "sequence" };
}

function limitsOf(controls: ReadonlyMap<Control, read.Given>): Pick<EventQuery, "eventCountLimit" | "maxEventCount"> {
  const limit = controls.get("eventCountLimit");
  const max = controls.get("maxEventCount");
  if (limit && max) throw read.illFormed(limit, "and maxEventCount exclude each other");
  if (limit && !controls.has("orderBy")) throw read.illFormed(limit, "needs orderBy");
  return {
    eventCountLimit: limit ? read.wholeNumber(limit) : null,
    maxEventCount: max ? read.wholeNumber(max) : null,
  };
}
