import type { App } from "../../platform/app.ts";
import { RETENTION, type RetentionRule } from "./retention.ts";

const HOUR_MILLISECONDS = 3_600_000;

/** Deletes what has been kept for as long as its rule says, except for people under a legal hold, and notes how much it was. */
export async function applyRetention(app: App): Promise<void> {
  for (const rule of RETENTION) {
    const before = new Date(app.clock.now().getTime() - rule.hours * HOUR_MILLISECONDS);
    await (rule.forgets === undefined
      ? removeAndNote(app, rule, `DELETE FROM ${rule.table} AS t WHERE ${endedIn(rule)}`, before)
      : forget(app, rule, rule.forgets, before));
  }
}

async function forget(app: App, rule: RetentionRule, { column, owner }: NonNullable<RetentionRule["forgets"]>, before: Date) {
  const isEnded = `${column} IS NOT NULL AND ${endedIn(rule)}`;
  const emptied = `UPDATE ${rule.table} AS t SET ${column} = NULL WHERE`;
  if (owner === undefined) return removeAndNote(app, rule, `${emptied} ${isEnded}`, before);
  const { db, personal } = app;
  const { rows } = await db.pool.query<{ owner: string }>(`SELECT ${owner} AS owner FROM ${rule.table} AS t WHERE ${isEnded}`, [before]);
  // First the keys: whoever is stopped in between finds the rows again.
  for (const row of rows) personal.destroy(row.owner);
  const owners = rows.map((row) => row.owner);
  await removeAndNote(app, rule, `${emptied} ${owner} = ANY($1)`, owners);
}

/** One statement: what was removed is noted, and what is noted was removed. @param parameter `$1` of the removal */
async function removeAndNote({ db, clock }: App, { table }: RetentionRule, removal: string, parameter: unknown): Promise<void> {
  await db.pool.query(
    `WITH gone AS (${removal} RETURNING 1)
     INSERT INTO retention_days AS d (rule, day, removed, ran_at)
     SELECT $2, ($3::timestamptz AT TIME ZONE 'UTC')::date, count(*), $3 FROM gone
     ON CONFLICT (rule, day) DO UPDATE SET removed = d.removed + excluded.removed, ran_at = excluded.ran_at`,
    [parameter, table, clock.now()],
  );
}

function endedIn({ from, only = "true", person }: RetentionRule): string {
  const isFree =
    person === undefined ? "true" : `NOT EXISTS (SELECT FROM legal_holds h WHERE h.person_id = t.${person} AND h.lifted_at IS NULL)`;
  return `t.${from} < $1 AND ${only} AND ${isFree}`;
}
