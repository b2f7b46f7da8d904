import { columnLists } from "../../../platform/column-lists.ts";
import type { Ctx } from "../../../platform/context.ts";
import type { Part } from "./parts-of.ts";

/** A stored statement that the trace graph is to hold. */
export interface Traceable {
  sequence: string;
  eventHash: string;
  entry: { indexed: { eventTime: string }; parts: readonly Part[] };
}

/**
 * Enters statements into the trace graph, in the transaction that stores them. The authors' captures must be taking turns: an error
 * declaration and the statement that it takes back find each other only when one of them is committed before the other begins.
 */
export async function storeParts(ctx: Pick<Ctx, "tx">, statements: readonly Traceable[]): Promise<void> {
  const { from, values } = columnLists(
    {
      ...{ sequence: "bigint", role: "text", at: "timestamptz", subject: "text", joint: "text", kind: "text", action: "text" },
      ...{ hash: "text", quantity: "text", uom: "text" },
    },
    statements.flatMap(({ sequence, eventHash, entry: { indexed, parts } }) =>
      partRows(parts, { sequence, at: new Date(indexed.eventTime), eventHash }),
    ),
  );
  await ctx.tx.query(
    `INSERT INTO trace_parts (sequence, role, event_time, subject, joint, kind, action, event, quantity, uom)
     SELECT sequence, role, at, subject, joint, kind, action, decode(substr(hash, 3), 'hex'), quantity, uom FROM ${from}`,
    values,
  );
  await storeWithdrawn(
    ctx,
    statements.map(({ eventHash }) => eventHash),
  );
}

/** Times to the millisecond; which event it is counts for what units hold alone. */
function partRows(parts: readonly Part[], { sequence, at, eventHash }: { sequence: string; at: Date; eventHash: string }) {
  return parts.map((part) => ({ ...part, sequence, at, hash: part.role === "child" && part.kind !== null ? eventHash : null }));
}

/**
 * An organisation takes back what it said itself, and nothing else: the declaration and what it declares no longer count. A declaration
 * that was erased later has been made all the same.
 */
async function storeWithdrawn(ctx: Pick<Ctx, "tx">, eventHashes: readonly string[]): Promise<void> {
  await ctx.tx.query(
    `INSERT INTO withdrawn_statements (sequence)
     SELECT s.sequence
     FROM (SELECT corrects, account FROM statements UNION ALL SELECT corrects, account FROM erased_statements) d JOIN statements s ON s.event_hash = d.corrects AND s.account = d.account WHERE d.corrects = ANY($1)
     ON CONFLICT DO NOTHING`,
    [[...new Set(eventHashes)]],
  );
}
