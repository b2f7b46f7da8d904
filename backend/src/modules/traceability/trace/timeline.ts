import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import { spansOfContents } from "./contents.ts";

type Reading = Pick<Ctx, "tx">;

/** Units one within the other, and units one after the other: longer than any pallet's life. */
const MAX_LEVELS = 16;
const MAX_STAYS = 1_000;

/** A subject or a unit that carried it, and the time for which its events count, in milliseconds since 1970. */
export interface Stay {
  /** Whose stay it is. */
  subject: string;
  unit: string;
  since: number;
  until: number;
}

/** Each subject, always, and each unit that carried it, while it did. At most `max` stays in units are read. */
export async function staysOf(ctx: Reading, subjects: readonly string[], max = MAX_STAYS): Promise<{ stays: Stay[]; isCut: boolean }> {
  let frontier = subjects.map((subject): Stay => ({ subject, unit: subject, since: -Infinity, until: Infinity }));
  const known = new Map<string, Stay[]>();
  const keep = (stay: Stay) => known.set(keyOf(stay), [...(known.get(keyOf(stay)) ?? []), stay]);
  frontier.forEach(keep);
  const stays = [...frontier];
  let isCut = false;
  for (let level = 0; level < MAX_LEVELS && frontier.length > 0; level++) {
    const found = await spansOfContents(ctx, [...new Set(frontier.map(({ unit }) => unit))]);
    isCut ||= found.isCut;
    const bySubject = Map.groupBy(frontier, ({ unit }) => unit);
    const next = found.spans.flatMap((span) =>
      (bySubject.get(span.content) ?? []).flatMap((inner): Stay[] => {
        const since = Math.max(inner.since, span.since ?? -Infinity);
        const until = Math.min(inner.until, span.until ?? Infinity);
        return since > until ? [] : [{ subject: inner.subject, unit: span.unit, since, until }];
      }),
    );
    // What is known already leads nowhere new: so circles end.
    frontier = next.filter(
      (stay) => !(known.get(keyOf(stay)) ?? []).some(({ since, until }) => since <= stay.since && stay.until <= until),
    );
    const room = max + subjects.length - stays.length;
    if (frontier.length > room) {
      isCut = true;
      frontier = frontier.slice(0, room);
    }
    frontier.forEach(keep);
    stays.push(...frontier);
  }
  return { stays, isCut: isCut || frontier.length > 0 };
}

function keyOf({ subject, unit }: Stay): string {
  return `${subject} ${unit}`;
}

/** One statement of a history. */
export interface TimelineRow {
  sequence: string;
  /** Milliseconds since 1970. */
  at: number;
  /** The subject and the units among these that the event names. */
  subjects: string[];
  declaredInError: boolean;
}

export interface TimelinePage {
  /** Commitment that ended the page before. */
  after: Hex32 | string | null;
  limit: number;
  /** Otherwise the oldest. */
  isNewestFirst?: boolean;
}

/** Statements about any of these while their time counts, in order of event time, those of one moment in order of capture. */
export function timeline(
  ctx: Reading,
  stays: readonly Stay[],
  { after, limit, isNewestFirst = false }: TimelinePage,
): Promise<TimelineRow[]> {
  const [compare, order] = isNewestFirst ? ["<", "DESC"] : [">", "ASC"];
  return selectRows(
    ctx,
    `SELECT p.sequence, (extract(epoch FROM p.event_time) * 1000)::float8 AS at, array_agg(DISTINCT p.subject) AS subjects,
       bool_or(w.sequence IS NOT NULL) AS "declaredInError"
     FROM unnest($1::text[], $2::timestamptz[], $3::timestamptz[]) AS stay(unit, since, until)
     JOIN trace_parts p ON p.subject = stay.unit AND p.event_time >= stay.since AND p.event_time <= stay.until
     LEFT JOIN withdrawn_statements w ON w.sequence = p.sequence
     WHERE $4::text IS NULL OR (p.event_time, p.sequence) ${compare} (SELECT event_time, sequence FROM statements WHERE commitment = $4)
     GROUP BY p.sequence, p.event_time ORDER BY p.event_time ${order}, p.sequence ${order} LIMIT $5`,
    [...stayColumns(stays), after, limit],
  );
}

/** The units, and since and until when their events count, as three columns for SQL. */
export function stayColumns(stays: readonly Stay[]): [string[], string[], string[]] {
  return [stays.map(({ unit }) => unit), stays.map(({ since }) => momentText(since)), stays.map(({ until }) => momentText(until))];
}

function momentText(at: number): string {
  return Number.isFinite(at) ? new Date(at).toISOString() : at < 0 ? "-infinity" : "infinity";
}
