import type { App } from "../../../src/platform/app.ts";
import type { Known } from "./values.ts";

/** Names of what is in the database, added to what is known: requests about them lead deeper than made-up ones. */
export async function documentsOf({ db }: Pick<App, "db">, known: Known): Promise<Known> {
  const column = async (sql: string) => (await db.pool.query<{ value: string }>(sql)).rows.map(({ value }) => value);
  const commitments = await column("SELECT commitment AS value FROM statements LIMIT 5");
  const hashes = await column("SELECT event_hash AS value FROM statements LIMIT 5");
  const jobs = await column("SELECT id AS value FROM capture_jobs LIMIT 5");
  const keys = await column("SELECT id AS value FROM api_tokens LIMIT 5");
  return {
    ...known,
    commitment: commitments,
    eventHash: hashes,
    event: hashes,
    captureID: jobs,
    author: known["account"] ?? [],
    holder: known["account"] ?? [],
    id: [...(known["id"] ?? []), ...keys],
  };
}
