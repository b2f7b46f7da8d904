import type { TracedStatement } from "@waybill/protocol/schemas/api/trace";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import type { StatementChain } from "../traceability.ports.ts";

const DISPUTED = `EXISTS (SELECT FROM statements d WHERE d.corrects = s.event_hash AND d.account <> s.account)
  OR EXISTS (SELECT FROM erased_statements d WHERE d.corrects = s.event_hash AND d.account <> s.account)`;

/** How far the statements have come that links name, and which of them others dispute: with two queries for any number of them. */
export async function tracedStatements(ctx: Pick<Ctx, "tx">, chain: StatementChain, named: readonly Hex32[]): Promise<TracedStatement[]> {
  if (named.length === 0) return [];
  const rows = await selectRows<Omit<TracedStatement, "state" | "commitment"> & { commitment: Hex32 }>(
    ctx,
    `SELECT commitment, event_hash AS "eventHash", kind AS authorship, ${DISPUTED} AS disputed FROM statements s
     WHERE commitment = ANY($1) ORDER BY sequence`,
    [named],
  );
  const progress = await chain.stateOf(ctx, [...named]);
  return rows.map((row) => ({ ...row, state: progress.get(row.commitment)?.state ?? "stored" }));
}
