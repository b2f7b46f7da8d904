import type { Ctx } from "../../../../platform/context.ts";
import { storeParts } from "../../trace/store-parts.ts";
import type { IndexEntry } from "./index-entry.ts";
import { INDEX_SOURCES, indexListsOf, type IndexLists } from "./index-lists.ts";

/** A stored statement that queries are to find, and what finds it. */
export interface Indexable {
  sequence: string;
  eventHash: string;
  recordedAt: Date;
  entry: IndexEntry;
}

/** Whose rows the lists hold, by their place: null for those that were not stored. */
export type Placed = Omit<Indexable, "entry"> | null;

/** Enters events into the index and the trace graph, in the transaction that stores them. What is there already stays as it is. */
export function storeIndex(ctx: Pick<Ctx, "tx">, statements: readonly Indexable[]): Promise<void> {
  return storeLists(ctx, statements, indexListsOf(statements));
}

/** The same with lists that were made elsewhere. */
export async function storeLists(ctx: Pick<Ctx, "tx">, statements: readonly Placed[], lists: IndexLists): Promise<void> {
  if (statements.every((statement) => statement === null)) return;
  const sequences = statements.map((statement) => statement?.sequence ?? null);
  const times = statements.map((statement) => statement?.recordedAt ?? null);
  await ctx.tx.query(
    `INSERT INTO indexed_events (sequence, recorded_at, event_time, event_type, action, biz_step, disposition, read_point, biz_location)
     SELECT sequence, recorded, "eventTime", "eventType", action, "bizStep", disposition, "readPoint", "bizLocation" FROM (
       SELECT ($9::bigint[])[place + 1] AS sequence, ($10::timestamptz[])[place + 1] AS recorded, r.* FROM ${INDEX_SOURCES.events}
     ) AS s WHERE sequence IS NOT NULL`,
    [...lists.events, sequences, times],
  );
  await ctx.tx.query(
    `INSERT INTO event_facts (sequence, name, text, number, moment)
     SELECT sequence, name, text, number, moment FROM (SELECT ($6::bigint[])[place + 1] AS sequence, r.* FROM ${INDEX_SOURCES.facts}) AS s
     WHERE sequence IS NOT NULL`,
    [...lists.facts, sequences],
  );
  // In order, so that two captures cannot wait for each other.
  if (lists.prefixes.length > 0)
    await ctx.tx.query("INSERT INTO company_prefixes (prefix) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING", [lists.prefixes]);
  await storeParts(ctx, statements, lists.parts);
}
