import type { JsonObject } from "@waybill/protocol/hashing/lossless-json";
import type { Ctx } from "../../../../platform/context.ts";
import { storeParts } from "../../trace/store-parts.ts";
import { indexEvent } from "./index-event.ts";

/** A stored statement that queries are to find. */
export interface Indexable {
  sequence: string;
  account: string;
  eventHash: string;
  eventJson: string;
  recordedAt: Date;
}

const COMPANY_PREFIX = /"urn:epc:(?:id|class|idpat):[a-z]+:(\d{6,12})\./g;

/** Enters events into the index and the trace graph, in the transaction that stores them. What is there already stays as it is. */
export async function storeIndex(ctx: Pick<Ctx, "tx">, statements: readonly Indexable[]): Promise<void> {
  if (statements.length === 0) return;
  // Captured events hold no number that a double would change, so the quick way to read them loses nothing.
  const read = statements.map((statement) => ({ ...statement, event: JSON.parse(statement.eventJson) as JsonObject }));
  const rows = read.map(({ sequence, recordedAt, event }) => ({ sequence, recordedAt, ...indexEvent(event) }));
  await ctx.tx.query(
    `INSERT INTO indexed_events (sequence, recorded_at, event_time, event_type, action, biz_step, disposition, read_point, biz_location)
     SELECT * FROM unnest($1::bigint[], $2::timestamptz[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
       $9::text[])`,
    [
      rows.map((row) => row.sequence),
      rows.map((row) => row.recordedAt),
      rows.map((row) => row.eventTime),
      rows.map((row) => row.eventType),
      rows.map((row) => row.action),
      rows.map((row) => row.bizStep),
      rows.map((row) => row.disposition),
      rows.map((row) => row.readPoint),
      rows.map((row) => row.bizLocation),
    ],
  );
  const facts = rows.flatMap((row) => row.facts.map((fact) => ({ sequence: row.sequence, ...fact })));
  await ctx.tx.query(
    `INSERT INTO event_facts (sequence, name, text, number, moment)
     SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::numeric[], $5::timestamptz[])`,
    [
      facts.map((fact) => fact.sequence),
      facts.map((fact) => fact.name),
      facts.map((fact) => fact.text),
      facts.map((fact) => fact.number),
      facts.map((fact) => fact.moment),
    ],
  );
  await storePrefixes(ctx, statements);
  await storeParts(ctx, read);
}

/** In order, so that two captures cannot wait for each other. */
async function storePrefixes(ctx: Pick<Ctx, "tx">, statements: readonly Indexable[]): Promise<void> {
  const prefixes = new Set(statements.flatMap(({ eventJson }) => [...eventJson.matchAll(COMPANY_PREFIX)].map(([, prefix]) => prefix)));
  if (prefixes.size === 0) return;
  await ctx.tx.query("INSERT INTO company_prefixes (prefix) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING", [[...prefixes].sort()]);
}
