import { selectRows, type Ctx } from "../../../platform/context.ts";
import type { PersonalFields } from "../../../platform/personal/personal-fields.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { networkOf } from "../../../platform/rate-limits/network-of.ts";
import { IDENTITY_PROBLEMS } from "../identity.errors.ts";

const WINDOW_MILLISECONDS = 15 * 60_000;

/** Where guesses come from and whom they are about. Nobody can tell from a lock whether there is such a person. */
export interface Guess {
  /** By it alone an address that was tried is kept: nobody can read it, or try others at it. */
  personal: Pick<PersonalFields, "index">;
  email: string;
  address: string;
}

/** What is counted, and how far: the narrow count stops a guesser, the wide ones many addresses, and one address with many names. */
function countersOf({ personal, email, address }: Guess): { key: string; most: number }[] {
  // A network of IPv6 gives one host more addresses than anybody could count.
  const network = networkOf(address);
  return [
    { key: `both:${personal.index("attempts", `${email}\n${network}`)}`, most: 10 },
    { key: `email:${personal.index("attempts", email)}`, most: 100 },
    { key: `address:${personal.index("attempts", network)}`, most: 100 },
  ];
}

/**
 * Counts an attempt before it is looked at, so that many at once are counted, too.
 *
 * @throws {ProblemError} `identity.too-many-attempts`
 */
export async function countAttempt(ctx: Ctx, guess: Guess): Promise<void> {
  const now = ctx.clock.now();
  // In one order, so that two that count the same do not wait for each other.
  const counters = countersOf(guess).toSorted((a, b) => a.key.localeCompare(b.key));
  const begun = new Date(now.getTime() - WINDOW_MILLISECONDS);
  for (const { key, most } of counters) {
    const [row] = await selectRows<{ count: number; since: Date }>(
      ctx,
      `INSERT INTO sign_in_attempts AS a (key, count, since) VALUES ($1, 1, $2)
       ON CONFLICT (key) DO UPDATE SET count = CASE WHEN a.since <= $3 THEN 1 ELSE least(a.count + 1, 1000000) END,
         since = CASE WHEN a.since <= $3 THEN $2 ELSE a.since END
       RETURNING count, since`,
      [key, now, begun],
    );
    if (row === undefined || row.count <= most) continue;
    const left = row.since.getTime() + WINDOW_MILLISECONDS - now.getTime();
    throw new ProblemError(IDENTITY_PROBLEMS.tooManyAttempts, { headers: { "Retry-After": String(Math.ceil(left / 1_000)) } });
  }
}

/** Somebody has shown who it is: its own guesses are forgotten, those of others are not. */
export async function forgiveAttempts({ tx }: Pick<Ctx, "tx">, guess: Guess): Promise<void> {
  await tx.query("DELETE FROM sign_in_attempts WHERE key = $1", [countersOf(guess)[0]?.key]);
}

/**
 * The same of whoever shows its password with each request: what was right is no guess, and leaves the wide counts as they were before it. Nobody
 * takes back more than it has counted itself.
 */
export async function takeBackAttempt(ctx: Pick<Ctx, "tx">, guess: Guess): Promise<void> {
  await forgiveAttempts(ctx, guess);
  const [, ...wide] = countersOf(guess);
  // In one order, as they are counted.
  for (const { key } of wide.toSorted((a, b) => a.key.localeCompare(b.key)))
    await ctx.tx.query("UPDATE sign_in_attempts SET count = greatest(count - 1, 0) WHERE key = $1", [key]);
}
