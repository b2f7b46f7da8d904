import type { App } from "../../platform/app.ts";
import { RETENTION, type RetentionRule } from "./retention.ts";

const HOUR_MILLISECONDS = 3_600_000;

/** Deletes what has been kept for as long as its rule says, except for people under a legal hold. */
export async function applyRetention(app: App): Promise<void> {
  for (const rule of RETENTION) {
    const before = new Date(app.clock.now().getTime() - rule.hours * HOUR_MILLISECONDS);
    await (rule.forgets === undefined
      ? app.db.pool.query(`DELETE FROM ${rule.table} AS t WHERE ${endedIn(rule)}`, [before])
      : forget(app, rule, rule.forgets, before));
  }
}

/** First the keys: whoever is stopped in between finds the rows again. */
async function forget({ db, personal }: App, rule: RetentionRule, { column, owner }: NonNullable<RetentionRule["forgets"]>, before: Date) {
  const isEnded = `${column} IS NOT NULL AND ${endedIn(rule)}`;
  const { rows } = await db.pool.query<{ owner: string }>(`SELECT ${owner} AS owner FROM ${rule.table} AS t WHERE ${isEnded}`, [before]);
  for (const row of rows) personal.destroy(row.owner);
  await db.pool.query(`UPDATE ${rule.table} AS t SET ${column} = NULL WHERE ${owner} = ANY($1)`, [rows.map((row) => row.owner)]);
}

function endedIn({ from, only = "true", person }: RetentionRule): string {
  const isFree =
    person === undefined ? "true" : `NOT EXISTS (SELECT FROM legal_holds h WHERE h.person_id = t.${person} AND h.lifted_at IS NULL)`;
  return `t.${from} < $1 AND ${only} AND ${isFree}`;
}
