import { openCase } from "@waybill/protocol/findings/case-file";
import { consumptionsOf } from "@waybill/protocol/findings/consumption";
import type { Fact } from "@waybill/protocol/findings/fact";
import { processesOf } from "@waybill/protocol/findings/processes";
import { parseLosslessObject } from "@waybill/protocol/hashing/lossless-json";
import type { BalanceView } from "@waybill/protocol/schemas/api/trace";
import type { Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import type { Total } from "@waybill/protocol/trace/totals";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import { statementsBySequence } from "../statement-rows.ts";
import { PROOFS } from "./trace-view.ts";

/** Statements that one balance weighs. */
const MAX_STATEMENTS = 1_000;

/** What was made and used of goods, by the very rules that find what does not add up. */
export async function balanceView(ctx: Pick<Ctx, "tx">, subject: Subject): Promise<BalanceView> {
  const sequences = await sequencesOf(ctx, subject);
  const rows = await statementsBySequence(ctx, sequences.slice(0, MAX_STATEMENTS));
  const file = openCase(
    rows.map(({ commitment, eventHash, account, eventJson }) => ({
      commitment,
      eventHash,
      account,
      event: parseLosslessObject(eventJson),
    })),
    {},
  );
  const processes = processesOf(file.events).filter(({ inputs, outputs }) => [...inputs, ...outputs].includes(subject));
  return {
    ...{ subject, truncated: rows.length < sequences.length, proofs: PROOFS },
    uses: consumptionsOf(file, subject).map(({ made, used, verdict, makers, users }) => ({
      ...{ made: made && totalView(made), used: totalView(used), verdict, madeBy: commitmentsIn(makers), usedBy: commitmentsIn(users) },
    })),
    processes: processes.map(({ facts, inputs, outputs, into, out, verdict, unknown }) => ({
      ...{ inputs: [...inputs], outputs: [...outputs], into: into.map(totalView), out: out.map(totalView), verdict, unknown },
      statements: commitmentsIn(facts),
    })),
  };
}

/** Statements that say how the subject came to be, and all of the processes that it went into or came out of. */
async function sequencesOf(ctx: Pick<Ctx, "tx">, subject: Subject): Promise<string[]> {
  const rows = await selectRows<{ sequence: string }>(
    ctx,
    `WITH mine AS (SELECT p.sequence, p.joint FROM trace_parts p WHERE p.subject = $1 AND p.role IN ('input', 'output') AND p.kind IS NOT NULL)
     SELECT sequence FROM mine
     UNION
     SELECT p.sequence FROM trace_parts p WHERE p.joint IN (SELECT joint FROM mine)
     UNION
     SELECT p.sequence FROM trace_parts p JOIN indexed_events e ON e.sequence = p.sequence
     WHERE p.subject = $1 AND p.role = 'observed' AND e.event_type = 'ObjectEvent' AND e.action = 'ADD'
     ORDER BY sequence LIMIT ${MAX_STATEMENTS + 1}`,
    [subject],
  );
  return rows.map(({ sequence }) => sequence);
}

function totalView({ value, uom }: Total): BalanceView["uses"][number]["used"] {
  return { value, uom: uom ?? null };
}

function commitmentsIn(facts: readonly Fact[]): Hex32[] {
  return [...new Set(facts.map(({ commitment }) => commitment))];
}
