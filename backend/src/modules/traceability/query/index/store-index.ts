import { columnLists } from "../../../../platform/column-lists.ts";
import type { Ctx } from "../../../../platform/context.ts";
import { storeParts } from "../../trace/store-parts.ts";
import type { IndexEntry } from "./index-entry.ts";

/** A stored statement that queries are to find, and what finds it. */
export interface Indexable {
  sequence: string;
  eventHash: string;
  recordedAt: Date;
  entry: IndexEntry;
}

/** Enters events into the index and the trace graph, in the transaction that stores them. What is there already stays as it is. */
export async function storeIndex(ctx: Pick<Ctx, "tx">, statements: readonly Indexable[]): Promise<void> {
  if (statements.length === 0) return;
  await storeEvents(ctx, statements);
  await storeFacts(ctx, statements);
  await storePrefixes(ctx, statements);
  await storeParts(ctx, statements);
}

async function storeEvents(ctx: Pick<Ctx, "tx">, statements: readonly Indexable[]): Promise<void> {
  const { from, values } = columnLists(
    {
      ...{ sequence: "bigint", recordedAt: "timestamptz", eventTime: "timestamptz", eventType: "text", action: "text" },
      ...{ bizStep: "text", disposition: "text", readPoint: "text", bizLocation: "text" },
    },
    statements.map(({ sequence, recordedAt, entry }) => ({ sequence, recordedAt, ...entry.indexed })),
  );
  await ctx.tx.query(
    `INSERT INTO indexed_events (sequence, recorded_at, event_time, event_type, action, biz_step, disposition, read_point, biz_location)
     SELECT r.* FROM ${from}`,
    values,
  );
}

async function storeFacts(ctx: Pick<Ctx, "tx">, statements: readonly Indexable[]): Promise<void> {
  const { from, values } = columnLists(
    { sequence: "bigint", name: "text", text: "text", number: "numeric", moment: "timestamptz" },
    statements.flatMap(({ sequence, entry }) => entry.indexed.facts.map((fact) => ({ sequence, ...fact }))),
  );
  await ctx.tx.query(`INSERT INTO event_facts (sequence, name, text, number, moment) SELECT r.* FROM ${from}`, values);
}

/** In order, so that two captures cannot wait for each other. */
async function storePrefixes(ctx: Pick<Ctx, "tx">, statements: readonly Indexable[]): Promise<void> {
  const prefixes = new Set(statements.flatMap(({ entry }) => entry.prefixes));
  if (prefixes.size === 0) return;
  await ctx.tx.query("INSERT INTO company_prefixes (prefix) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING", [[...prefixes].sort()]);
}
