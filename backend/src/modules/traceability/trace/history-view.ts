import { parseLosslessObject } from "@waybill/protocol/hashing/lossless-json";
import type { HistoryView } from "@waybill/protocol/schemas/api/trace";
import type { Subject } from "@waybill/protocol/schemas/primitives";
import { whereaboutsOf } from "@waybill/protocol/trace/whereabouts";
import type { Ctx } from "../../../platform/context.ts";
import { statementsBySequence } from "../statement-rows.ts";
import type { StatementChain } from "../traceability.ports.ts";
import { statementViews } from "../views/statement-views.ts";
import { timeline, staysOf, type TimelinePage } from "./timeline.ts";
import { PROOFS } from "./trace-view.ts";

/** A page of what happened to a subject, and to the units that carried it while they did. What was taken back is there, and says so. */
export async function historyView(ctx: Ctx, chain: StatementChain, subject: Subject, page: TimelinePage): Promise<HistoryView> {
  const { stays, isCut } = await staysOf(ctx, [subject]);
  const events = await timeline(ctx, stays, page);
  const rows = await statementsBySequence(
    ctx,
    events.map(({ sequence }) => sequence),
  );
  const statements = await statementViews(ctx, chain, rows);
  return {
    subject,
    items: statements.map((statement, index) => {
      const names = events[index]?.subjects ?? [];
      return {
        statement,
        via: names.includes(subject) ? null : ((names[0] ?? null) as Subject | null),
        whereabouts: whereaboutsOf(parseLosslessObject(rows[index]?.eventJson ?? "{}")),
      };
    }),
    next: events.length === page.limit || rows.length < events.length ? (rows.at(-1)?.commitment ?? null) : null,
    truncated: isCut,
    proofs: PROOFS,
  };
}
