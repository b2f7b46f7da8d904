import type { Comparison, Criterion, FactTest } from "../criteria.ts";
import type { Binder } from "./binder.ts";

const OPERATORS: Readonly<Record<Comparison, string>> = { EQ: "=", GT: ">", GE: ">=", LT: "<", LE: "<=" };

/** No character comes after it. */
const LAST_CHARACTER = "\u{10FFFF}";

/** Digest inside a CBV event hash ID; the version behind it does not change what it names. */
const EVENT_HASH_ID = /^ni:\/\/\/sha-256;([0-9a-f]{64})(\?ver=CBV2\.[01])?$/;

/** SQL condition on a row `e` of indexed_events. Every value is bound; columns and operators come from the tables of this code. */
export function conditionSql(criterion: Criterion, { bind }: Binder): string {
  switch (criterion.kind) {
    case "text":
      return `e.${criterion.column} = ANY(${bind(criterion.oneOf)}::text[])`;
    case "time":
      return `e.${criterion.column} ${OPERATORS[criterion.compare]} ${bind(criterion.moment)}::timestamptz`;
    case "fact":
      return factSql(criterion.names, criterion.anyOf, bind);
    case "eventId":
      return eventIdSql(criterion.oneOf, bind);
    case "sequence":
      return `e.sequence > ${bind(String(criterion.after))}::bigint AND e.sequence <= ${bind(String(criterion.through))}::bigint`;
    case "within":
      // UNION ends circles.
      return `e.${criterion.column} IN (
        WITH RECURSIVE below (place) AS (
          SELECT unnest(${bind(criterion.places)}::text[]) COLLATE "C"
          UNION SELECT c.child FROM location_children c JOIN below ON c.parent = below.place
        ) SELECT place FROM below)`;
  }
}

function factSql(names: readonly string[], tests: readonly FactTest[], bind: Binder["bind"]): string {
  return `EXISTS (SELECT 1 FROM event_facts f WHERE f.sequence = e.sequence AND ${isFact(names, tests, bind)})`;
}

/** SQL condition on a row `f` of event_facts: it has one of the names, and passes one of the tests where there are any. */
export function isFact(names: readonly string[], tests: readonly FactTest[], bind: Binder["bind"]): string {
  const named = names.length === 1 ? `f.name = ${bind(names[0])}` : `f.name = ANY(${bind(names)}::text[])`;
  const texts = tests.flatMap((test) => ("text" in test ? [test.text] : []));
  const others = tests.filter((test) => !("text" in test)).map((test) => testSql(test, bind));
  const equal = texts.length === 0 ? [] : [texts.length === 1 ? `f.text = ${bind(texts[0])}` : `f.text = ANY(${bind(texts)}::text[])`];
  const passes = [...equal, ...others];
  const test = passes.length === 0 ? "" : ` AND (${passes.join(" OR ")})`;
  return named + test;
}

function testSql(test: FactTest, bind: Binder["bind"]): string {
  if ("text" in test) return `f.text = ${bind(test.text)}`;
  if ("prefix" in test) return `(f.text >= ${bind(test.prefix)} AND f.text < ${bind(test.prefix + LAST_CHARACTER)})`;
  if ("moment" in test) return `f.moment ${OPERATORS[test.compare]} ${bind(test.moment)}::timestamptz`;
  const compared = `f.number ${OPERATORS[test.compare]} ${bind(test.number)}::numeric`;
  return test.isTyped ? `(${compared} AND f.text IS NULL)` : compared;
}

/** An event is found by what its author called it and by its hash. */
function eventIdSql(ids: readonly string[], bind: Binder["bind"]): string {
  const hashes = ids.flatMap((id) => EVENT_HASH_ID.exec(id)?.[1] ?? []).map((hash) => `0x${hash}`);
  return `e.sequence IN (
    SELECT sequence FROM statements WHERE declared_event_id = ANY(${bind(ids)}::text[])
    UNION ALL SELECT sequence FROM statements WHERE event_hash = ANY(${bind(hashes)}::text[]))`;
}
