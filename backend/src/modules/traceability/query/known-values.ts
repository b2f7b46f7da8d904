import { selectRows, type Ctx } from "../../../platform/context.ts";
import type { Criterion, TextColumn } from "./criteria.ts";
import { createBinder } from "./sql/binder.ts";
import { conditionSql } from "./sql/conditions.ts";

/** Where the values of a resource are found: a column of every event, or facts of these names. */
export type ValueSource = { column: TextColumn } | { facts: readonly string[] };

/**
 * Different values that events have, in the order of their bytes, after a value: the index is read from one value to the next, however many
 * events have each.
 */
export async function listValues(
  ctx: Pick<Ctx, "tx">,
  source: ValueSource,
  { after, limit }: { after: string; limit: number },
): Promise<string[]> {
  const binder = createBinder();
  const [from, max] = [binder.bind(after), binder.bind(limit)];
  const scans =
    "column" in source
      ? [scanSql(`SELECT ${source.column} AS value FROM indexed_events WHERE ${source.column} > `, `ORDER BY ${source.column}`, from)]
      : source.facts.map((name) =>
          scanSql(`SELECT text AS value FROM event_facts WHERE name = ${binder.bind(name)} AND text > `, "ORDER BY text", from),
        );
  const rows = await selectRows<{ value: string }>(
    ctx,
    `SELECT value FROM (${scans.map((scan) => `(${scan} LIMIT ${max})`).join(" UNION ")}) AS found ORDER BY value LIMIT ${max}`,
    binder.values,
  );
  return rows.map(({ value }) => value);
}

/** Whether any event meets the criterion. */
export async function someEventMeets(ctx: Pick<Ctx, "tx">, criterion: Criterion): Promise<boolean> {
  const binder = createBinder();
  const rows = await selectRows(ctx, `SELECT 1 FROM indexed_events e WHERE ${conditionSql(criterion, binder)} LIMIT 1`, binder.values);
  return rows.length > 0;
}

function scanSql(select: string, order: string, from: string): string {
  return `SELECT value FROM (
    WITH RECURSIVE step (value) AS (
      (${select} ${from}::text COLLATE "C" ${order} LIMIT 1)
      UNION ALL SELECT (${select} step.value ${order} LIMIT 1) FROM step WHERE step.value IS NOT NULL
    ) SELECT value FROM step WHERE value IS NOT NULL) AS walk`;
}
