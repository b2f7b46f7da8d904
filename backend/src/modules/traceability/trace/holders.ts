import type { Address, Subject } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";

type Reading = Pick<Ctx, "tx">;

/** An account that reported something about a subject, other than a recall. */
export interface Reporter {
  subject: Subject;
  account: Address;
  lastAt: Date;
}

/** Who reported anything about subjects. What was taken back does not count, and a recall is not a sign of having had the goods. */
export function reportersOf(ctx: Reading, subjects: readonly Subject[]): Promise<Reporter[]> {
  return selectRows(
    ctx,
    `SELECT p.subject, s.account, max(p.event_time) AS "lastAt"
     FROM trace_parts p JOIN statements s ON s.sequence = p.sequence JOIN indexed_events e ON e.sequence = p.sequence
     WHERE p.subject = ANY($1) AND e.disposition IS DISTINCT FROM 'recalled' AND s.corrects IS NULL
       AND NOT EXISTS (SELECT FROM withdrawn_statements w WHERE w.sequence = p.sequence)
     GROUP BY p.subject, s.account ORDER BY p.subject, s.account`,
    [subjects],
  );
}

/** The places (GLN) that subjects were sent to. */
export async function destinationsOf(ctx: Reading, subjects: readonly Subject[]): Promise<{ subject: Subject; gln: string }[]> {
  return selectRows(
    ctx,
    `SELECT DISTINCT p.subject, substring(f.text FROM '^/414/([0-9]{13})') AS gln
     FROM trace_parts p JOIN event_facts f ON f.sequence = p.sequence
     WHERE p.subject = ANY($1) AND f.name = 'destination location' AND f.text LIKE '/414/%'
       AND NOT EXISTS (SELECT FROM withdrawn_statements w WHERE w.sequence = p.sequence)
     ORDER BY 1, 2`,
    [subjects],
  );
}
