import type { Ctx } from "../../../platform/context.ts";
import { INDEX_SOURCES } from "../query/index/index-lists.ts";

/**
 * Enters statements into the trace graph, in the transaction that stores them. The authors' captures must be taking turns: an error
 * declaration and the statement that it takes back find each other only when one of them is committed before the other begins.
 *
 * @param statements by the places that the lists name; null for those that were not stored
 */
export async function storeParts(
  ctx: Pick<Ctx, "tx">,
  statements: readonly ({ sequence: string; eventHash: string } | null)[],
  lists: readonly string[],
): Promise<void> {
  await ctx.tx.query(
    `INSERT INTO trace_parts (sequence, role, event_time, subject, joint, kind, action, event, quantity, uom)
     SELECT sequence, role, at, subject, joint, kind, action, decode(substr(hash, 3), 'hex'), quantity, uom FROM (
       SELECT ($11::bigint[])[place + 1] AS sequence, r.* FROM ${INDEX_SOURCES.parts}
     ) AS s WHERE sequence IS NOT NULL`,
    [...lists, statements.map((statement) => statement?.sequence ?? null)],
  );
  await storeWithdrawn(
    ctx,
    statements.flatMap((statement) => statement?.eventHash ?? []),
  );
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
