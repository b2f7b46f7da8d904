import { createHash } from "node:crypto";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { networkOf } from "../../platform/rate-limits/network-of.ts";
import { WAREHOUSE_PROBLEMS } from "../warehouse.problems.ts";

const WINDOW_SECONDS = 15 * 60;

/** At the password of a name, or (null) at a code for a device. */
export interface Guess {
  /** Hashed under a key. */
  name: string | null;
  address: string;
}

/**
 * What is counted, and how far: the narrow count stops a guesser, the wide ones many addresses, and one address with many names. Codes have no count
 * over all addresses: anybody could keep a new device out by it.
 */
function countersOf({ name, address }: Guess): { key: string; most: number }[] {
  const network = networkOf(address);
  const hashed = (text: string) => createHash("sha256").update(text).digest("base64url");
  const byAddress = { key: `address:${hashed(network)}`, most: 100 };
  if (name === null) return [{ key: `code:${hashed(network)}`, most: 10 }, byAddress];
  return [{ key: `both:${hashed(`${name}\n${network}`)}`, most: 10 }, { key: `name:${hashed(name)}`, most: 100 }, byAddress];
}

/** @throws {ProblemError} `warehouse.too-many-attempts` */
export async function checkAttempts(ctx: Pick<Ctx, "tx" | "clock">, guess: Guess): Promise<void> {
  const counters = countersOf(guess);
  const rows = await selectRows<{ key: string; count: number }>(
    ctx,
    "SELECT key, count FROM staff_attempts WHERE key = ANY($1) AND since > $2",
    [counters.map(({ key }) => key), begunAt(ctx)],
  );
  const isTooMany = counters.some(({ key, most }) => (rows.find((row) => row.key === key)?.count ?? 0) >= most);
  if (isTooMany) throw new ProblemError(WAREHOUSE_PROBLEMS.tooManyAttempts, { headers: { "Retry-After": String(WINDOW_SECONDS) } });
}

/** A wrong password, or a wrong code. What is right is not counted: every request of the floor shows one. */
export async function countFailure(ctx: Pick<Ctx, "tx" | "clock">, guess: Guess): Promise<void> {
  // In one order, so that two that count the same do not wait for each other.
  for (const { key } of countersOf(guess).toSorted((a, b) => a.key.localeCompare(b.key)))
    await ctx.tx.query(
      `INSERT INTO staff_attempts AS a (key, count, since) VALUES ($1, 1, $2)
       ON CONFLICT (key) DO UPDATE SET count = CASE WHEN a.since <= $3 THEN 1 ELSE least(a.count + 1, 1000000) END,
         since = CASE WHEN a.since <= $3 THEN $2 ELSE a.since END`,
      [key, ctx.clock.now(), begunAt(ctx)],
    );
}

function begunAt({ clock }: Pick<Ctx, "clock">): Date {
  return new Date(clock.now().getTime() - WINDOW_SECONDS * 1000);
}
