import type { Pool } from "pg";
import { microsecondsEach, type Allowances, type Taken, type Taking } from "./allowance.ts";

interface Waiting {
  taking: Taking;
  resolve: (taken: Taken) => void;
  reject: (error: unknown) => void;
}

/** Ordered by client, so that two processes never wait for each other; for one client in the order in which they came. The clock is the database's. */
const TAKE = `
  SELECT place::integer, take_allowance(client, cost, most, each, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint) AS whole_in
  FROM (
    SELECT * FROM unnest($1::bytea[], $2::integer[], $3::integer[], $4::bigint[]) WITH ORDINALITY AS asked(client, cost, most, each, place)
    ORDER BY client, place
  ) AS in_order`;

/** All who ask wait for the statement that is under way: over a dead connection its answer may not come for a quarter of an hour. */
const PATIENCE_MILLISECONDS = 5_000;

/**
 * Allowances that all processes share, in Postgres. One statement counts a request; those that come while it is under way go together into the next,
 * so a loaded server asks no more often than the database answers, and holds one connection for it.
 */
export function createSharedAllowances(pool: Pick<Pool, "query">, patienceMilliseconds = PATIENCE_MILLISECONDS): Allowances {
  let waiting: Waiting[] = [];
  let isAsking = false;

  const askForAll = async (): Promise<void> => {
    isAsking = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await askFor(pool, batch, patienceMilliseconds).catch((error: unknown) => batch.forEach(({ reject }) => reject(error)));
    }
    isAsking = false;
  };
  return {
    take: (taking) =>
      new Promise((resolve, reject) => {
        waiting.push({ taking, resolve, reject });
        if (!isAsking) void askForAll();
      }),
  };
}

async function askFor(pool: Pick<Pool, "query">, batch: readonly Waiting[], query_timeout: number): Promise<void> {
  const takings = batch.map(({ taking }) => taking);
  const query = {
    name: "take-allowances",
    text: TAKE,
    query_timeout,
    values: [
      takings.map(({ client }) => Buffer.from(client, "hex")),
      takings.map(({ cost }) => cost),
      takings.map(({ allowance }) => allowance.units),
      takings.map(({ allowance }) => microsecondsEach(allowance)),
    ],
  };
  const { rows } = await pool.query<{ place: number; whole_in: string }>(query);
  for (const { place, whole_in } of rows) {
    const answer = Number(whole_in);
    batch[place - 1]?.resolve(answer >= 0 ? { isTaken: true, wholeIn: answer } : { isTaken: false, wholeIn: -1 - answer });
  }
}
