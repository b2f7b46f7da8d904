import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import { spansOfContents } from "./contents.ts";

type Reading = Pick<Ctx, "tx">;

/** Units one within the other, and units one after the other: longer than any pallet's life. */
const MAX_LEVELS = 16;
const MAX_WAYS = 1_000;

/** A subject or a unit that carried it, and the time for which its events count, in milliseconds since 1970. */
export interface Way {
  unit: string;
  since: number;
  until: number;
}

/** The subject, always, and each unit that carried it, while it did. */
export async function waysOf(ctx: Reading, subject: string): Promise<{ ways: Way[]; isCut: boolean }> {
  const ways: Way[] = [{ unit: subject, since: -Infinity, until: Infinity }];
  let isCut = false;
  let frontier = ways.slice();
  for (let level = 0; level < MAX_LEVELS && frontier.length > 0; level++) {
    const found = await spansOfContents(ctx, [...new Set(frontier.map(({ unit }) => unit))]);
    isCut ||= found.isCut;
    const bySubject = Map.groupBy(frontier, ({ unit }) => unit);
    const next = found.spans.flatMap((span) =>
      (bySubject.get(span.content) ?? []).flatMap((inner): Way[] => {
        const since = Math.max(inner.since, span.since ?? -Infinity);
        const until = Math.min(inner.until, span.until ?? Infinity);
        return since > until ? [] : [{ unit: span.unit, since, until }];
      }),
    );
    // What is known already leads nowhere new: so circles end.
    frontier = next.filter((way) => !ways.some(({ unit, since, until }) => unit === way.unit && since <= way.since && way.until <= until));
    if (ways.length + frontier.length > MAX_WAYS) {
      isCut = true;
      frontier = frontier.slice(0, MAX_WAYS - ways.length);
    }
    ways.push(...frontier);
  }
  return { ways, isCut: isCut || frontier.length > 0 };
}

/** One statement on the way of a subject. */
export interface TimelineRow {
  sequence: string;
  /** Milliseconds since 1970. */
  at: number;
  /** Those on the way that the event names. */
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
  ways: readonly Way[],
  { after, limit, isNewestFirst = false }: TimelinePage,
): Promise<TimelineRow[]> {
  const [compare, order] = isNewestFirst ? ["<", "DESC"] : [">", "ASC"];
  return selectRows(
    ctx,
    `SELECT p.sequence, (extract(epoch FROM p.event_time) * 1000)::float8 AS at, array_agg(DISTINCT p.subject) AS subjects,
       bool_or(w.sequence IS NOT NULL) AS "declaredInError"
     FROM unnest($1::text[], $2::timestamptz[], $3::timestamptz[]) AS way(unit, since, until)
     JOIN trace_parts p ON p.subject = way.unit AND p.event_time >= way.since AND p.event_time <= way.until
     LEFT JOIN withdrawn_statements w ON w.sequence = p.sequence
     WHERE $4::text IS NULL OR (p.event_time, p.sequence) ${compare} (SELECT event_time, sequence FROM statements WHERE commitment = $4)
     GROUP BY p.sequence, p.event_time ORDER BY p.event_time ${order}, p.sequence ${order} LIMIT $5`,
    [ways.map(({ unit }) => unit), ways.map(({ since }) => momentText(since)), ways.map(({ until }) => momentText(until)), after, limit],
  );
}

function momentText(at: number): string {
  return Number.isFinite(at) ? new Date(at).toISOString() : at < 0 ? "-infinity" : "infinity";
}

/** The newest statement about each subject that was not taken back, as far as there is one. */
export interface LastSeen {
  subject: string;
  commitment: Hex32;
  account: Address;
  eventTime: Date;
  bizStep: string | null;
  disposition: string | null;
  /** Where it then is, or else where it was seen; paths of Digital Links. */
  place: string | null;
}

/** Where goods were seen last, and by whom: many at once, by their own events alone. */
export async function lastSeen(ctx: Reading, subjects: readonly string[]): Promise<Map<string, LastSeen>> {
  const rows = await selectRows<LastSeen>(
    ctx,
    `SELECT wanted.subject, s.commitment, s.account, e.event_time AS "eventTime", e.biz_step AS "bizStep", e.disposition,
       coalesce(e.biz_location, e.read_point) AS place
     FROM unnest($1::text[]) AS wanted(subject)
     CROSS JOIN LATERAL (
       SELECT p.sequence FROM trace_parts p
       WHERE p.subject = wanted.subject AND NOT EXISTS (SELECT FROM withdrawn_statements w WHERE w.sequence = p.sequence)
       ORDER BY p.event_time DESC, p.sequence DESC LIMIT 1
     ) AS newest
     JOIN indexed_events e ON e.sequence = newest.sequence
     JOIN statements s ON s.sequence = newest.sequence`,
    [[...new Set(subjects)]],
  );
  return new Map(rows.map((row) => [row.subject, row]));
}
