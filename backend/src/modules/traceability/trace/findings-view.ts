import type { TraceFindingsView } from "@waybill/protocol/schemas/api/trace";
import type { Subject } from "@waybill/protocol/schemas/primitives";
import type { Ctx } from "../../../platform/context.ts";
import { MAX_READ_CHARACTERS, statementsAbout } from "../statement-rows.ts";
import type { StatementChain } from "../traceability.ports.ts";
import { journeyFindings } from "../views/journey-findings.ts";
import { statementViews } from "../views/statement-views.ts";
import { PROOFS } from "./trace-view.ts";
import type { Direction } from "./links-from.ts";
import { walk } from "./walk.ts";

/** Findings compare everything with everything: more than this would keep others waiting. */
const MAX_NODES = 500;
const MAX_LEVELS = 50;
const MAX_STATEMENTS = 500;

/** What does not add up along a trace, by the protocol's rules. */
export async function traceFindingsView(
  ctx: Ctx,
  chain: StatementChain,
  subject: Subject,
  direction: Direction,
): Promise<TraceFindingsView> {
  const { nodes, stoppedBy } = await walk(ctx, [subject], direction, { levels: MAX_LEVELS, nodes: MAX_NODES });
  const subjects = nodes.map((node) => node.subject);
  const found = await statementsAbout(ctx, subjects, { statements: MAX_STATEMENTS + 1, characters: MAX_READ_CHARACTERS });
  const rows = found.slice(0, MAX_STATEMENTS);
  // The statement that fills the characters may be the last; nobody has looked behind it.
  const isFull = rows.reduce((sum, { eventJson }) => sum + eventJson.length, 0) > MAX_READ_CHARACTERS;
  return {
    subject,
    findings: journeyFindings(rows, await statementViews(ctx, chain, rows)),
    ...{ subjects: subjects.length, statements: rows.length, proofs: PROOFS },
    truncated: stoppedBy !== null || found.length > MAX_STATEMENTS || isFull,
  };
}
