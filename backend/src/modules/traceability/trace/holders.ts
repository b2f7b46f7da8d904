import type { Address, Subject } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import { stayColumns, type Stay } from "./timeline.ts";

type Reading = Pick<Ctx, "tx">;

/** Subjects with the units that carried them, and the time for which events of those count. */
const STAYS = `unnest($1::text[], $2::timestamptz[], $3::timestamptz[], $4::text[]) AS stay(unit, since, until, subject)
     JOIN trace_parts p ON p.subject = stay.unit AND p.event_time >= stay.since AND p.event_time <= stay.until`;

/** An account that reported something about a subject, or about a unit while it carried the subject, other than a recall. */
export interface Reporter {
  subject: Subject;
  account: Address;
  lastAt: Date;
}

/** Who reported anything about subjects and what carried them. What was taken back does not count, and a recall is not a sign of having had the goods. */
export function reportersOf(ctx: Reading, stays: readonly Stay[]): Promise<Reporter[]> {
  return selectRows(
    ctx,
    `SELECT stay.subject, s.account, max(p.event_time) AS "lastAt"
     FROM ${STAYS} JOIN statements s ON s.sequence = p.sequence JOIN indexed_events e ON e.sequence = p.sequence
     WHERE e.disposition IS DISTINCT FROM 'recalled' AND s.corrects IS NULL
       AND NOT EXISTS (SELECT FROM withdrawn_statements w WHERE w.sequence = p.sequence)
     GROUP BY stay.subject, s.account ORDER BY stay.subject, s.account`,
    stayParameters(stays),
  );
}

/** The places (GLN) that subjects, or units that carried them, were sent to. */
export async function destinationsOf(ctx: Reading, stays: readonly Stay[]): Promise<{ subject: Subject; gln: string }[]> {
  return selectRows(
    ctx,
    `SELECT DISTINCT stay.subject, substring(f.text FROM '^/414/([0-9]{13})') AS gln
     FROM ${STAYS} JOIN event_facts f ON f.sequence = p.sequence
     WHERE f.name = 'destination location' AND f.text LIKE '/414/%'
       AND NOT EXISTS (SELECT FROM withdrawn_statements w WHERE w.sequence = p.sequence)
     ORDER BY 1, 2`,
    stayParameters(stays),
  );
}

function stayParameters(stays: readonly Stay[]): string[][] {
  return [...stayColumns(stays), stays.map(({ subject }) => subject)];
}
