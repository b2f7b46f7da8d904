import type { JsonObject } from "@waybill/protocol/hashing/lossless-json";
import type { Ctx } from "../../../platform/context.ts";
import { partsOf } from "./parts-of.ts";

/** A stored statement that the trace graph is to hold. */
export interface Traceable {
  sequence: string;
  account: string;
  eventHash: string;
  event: JsonObject;
}

/**
 * Enters statements into the trace graph, in the transaction that stores them. The authors' captures must be taking turns: an error
 * declaration and the statement that it takes back find each other only when one of them is committed before the other begins.
 */
export async function storeParts(ctx: Pick<Ctx, "tx">, statements: readonly Traceable[]): Promise<void> {
  const rows = statements.flatMap(({ event, sequence, account, eventHash }) => {
    const at = new Date(String(event["eventTime"])).toISOString();
    return partsOf(event, { account, eventHash }).map((part) => ({ ...part, sequence, at, hash: part.joint === null ? null : eventHash }));
  });
  await ctx.tx.query(
    `INSERT INTO trace_parts (sequence, role, event_time, subject, joint, kind, action, event, quantity, uom)
     SELECT sequence, role, at, subject, joint, kind, action, decode(substr(hash, 3), 'hex'), quantity, uom
     FROM unnest($1::bigint[], $2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[])
       AS p(sequence, role, at, subject, joint, kind, action, hash, quantity, uom)`,
    [
      rows.map((row) => row.sequence),
      rows.map((row) => row.role),
      rows.map((row) => row.at),
      rows.map((row) => row.subject),
      rows.map((row) => row.joint),
      rows.map((row) => row.kind),
      rows.map((row) => row.action),
      rows.map((row) => row.hash),
      rows.map((row) => row.quantity),
      rows.map((row) => row.uom),
    ],
  );
  await storeWithdrawn(
    ctx,
    statements.map(({ eventHash }) => eventHash),
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
