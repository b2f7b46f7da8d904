import type { Pool } from "pg";

/** Table to what is in it: any row that is written, changed or deleted makes another text. */
export type State = ReadonlyMap<string, string>;

/** Tables that a refused request may write, and why that is meant. */
export const WRITTEN_BY_REFUSALS: Readonly<Record<string, string>> = {
  allowances: "a refused request counts, too",
  audit_entries: "refusals of access are recorded",
  audit_heads: "the same",
  sign_in_attempts: "guesses at passwords are counted, so that there are few of them",
};

/** Problems whose refusal writes something, and why that is meant. */
export const NOTED_REFUSALS: Readonly<Record<string, string>> = {
  "warehouses.other-instance": "that a warehouse has come forward with another database is what an admin has to decide about",
};

/** Where a row stands and which transaction wrote it is enough, and reads no contents. */
export async function stateOf(pool: Pick<Pool, "query">): Promise<State> {
  const { rows: tables } = await pool.query<{ name: string }>(
    "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
  );
  const watched = tables.filter(({ name }) => !(name.replace(/^public\./, "") in WRITTEN_BY_REFUSALS));
  const parts = watched.map(
    ({ name }) =>
      `SELECT '${name}' AS name, count(*) || ' ' || coalesce(sum(hashtextextended(ctid::text || xmin::text, 0)::numeric), 0) AS digest FROM ${name}`,
  );
  const { rows } = await pool.query<{ name: string; digest: string }>(parts.join(" UNION ALL "));
  return new Map(rows.map(({ name, digest }) => [name, digest]));
}

/** Names of tables that are not as they were. */
export function changedTables(before: State, after: State): string[] {
  return [...after].filter(([name, digest]) => before.get(name) !== digest).map(([name]) => name);
}
