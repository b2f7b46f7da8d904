import type { Address, Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import { identifierOf } from "../query/index/keys.ts";

/** A subject that an event puts down to a purchase order, and that nothing later takes out of it. */
export interface OrderedSubject {
  order: string;
  subject: Subject;
  account: Address;
  commitment: Hex32;
  eventHash: Hex32;
  eventTime: Date;
}

const ARRIVES = ["receiving", "accepting"];
/** More orders than anybody reads before calling. */
const MAX_ROWS = 2_000;

/**
 * Purchase orders (CBV `po`) that subjects are linked to and have not been delivered on: the last event that names both, unless a later
 * TransactionEvent takes the goods, or everything, out of the order, or a later event receives the goods on this order or on none.
 */
export async function orderedSubjects(ctx: Pick<Ctx, "tx">, subjects: readonly string[]): Promise<OrderedSubject[]> {
  const rows = await selectRows<OrderedSubject>(
    ctx,
    `WITH named AS (
       SELECT DISTINCT f.text AS ordered, p.subject, p.sequence, e.event_time, e.biz_step,
         e.event_type = 'TransactionEvent' AND e.action = 'DELETE' AS unlinks
       FROM trace_parts p JOIN event_facts f ON f.sequence = p.sequence AND f.name = 'bizTransaction po'
       JOIN indexed_events e ON e.sequence = p.sequence
       WHERE p.subject = ANY($1) AND NOT EXISTS (SELECT FROM withdrawn_statements w WHERE w.sequence = p.sequence)
     ), linked AS (
       SELECT DISTINCT ON (ordered, subject) * FROM named WHERE NOT unlinks AND (biz_step IS NULL OR biz_step <> ALL ($2::text[]))
       ORDER BY ordered, subject, event_time DESC, sequence DESC
     ), emptied AS (
       SELECT f.text AS ordered, e.event_time, e.sequence FROM event_facts f JOIN indexed_events e ON e.sequence = f.sequence
       WHERE f.name = 'bizTransaction po' AND f.text IN (SELECT ordered FROM linked)
         AND e.event_type = 'TransactionEvent' AND e.action = 'DELETE'
         AND NOT EXISTS (SELECT FROM trace_parts p WHERE p.sequence = e.sequence AND p.subject IS NOT NULL)
         AND NOT EXISTS (SELECT FROM withdrawn_statements w WHERE w.sequence = e.sequence)
     ), arrived AS (
       SELECT p.subject, e.event_time, e.sequence FROM trace_parts p JOIN indexed_events e ON e.sequence = p.sequence
       WHERE p.subject IN (SELECT subject FROM linked) AND e.biz_step = ANY($2)
         AND NOT EXISTS (SELECT FROM event_facts f WHERE f.sequence = p.sequence AND f.name = 'bizTransaction po')
         AND NOT EXISTS (SELECT FROM withdrawn_statements w WHERE w.sequence = p.sequence)
     )
     SELECT l.ordered AS "order", l.subject, s.account, s.commitment, s.event_hash AS "eventHash", l.event_time AS "eventTime"
     FROM linked l JOIN statements s ON s.sequence = l.sequence
     WHERE NOT EXISTS (SELECT FROM named n WHERE n.ordered = l.ordered AND n.subject = l.subject AND (n.unlinks OR n.biz_step = ANY($2))
                         AND (n.event_time, n.sequence) > (l.event_time, l.sequence))
       AND NOT EXISTS (SELECT FROM emptied d WHERE d.ordered = l.ordered AND (d.event_time, d.sequence) > (l.event_time, l.sequence))
       AND NOT EXISTS (SELECT FROM arrived a WHERE a.subject = l.subject AND (a.event_time, a.sequence) > (l.event_time, l.sequence))
     ORDER BY 1, 2 LIMIT ${MAX_ROWS}`,
    [subjects, ARRIVES],
  );
  return rows.map((row) => ({ ...row, order: identifierOf(row.order) }));
}
