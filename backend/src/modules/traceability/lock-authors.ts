import type { Ctx } from "../../platform/context.ts";

/**
 * Makes the authors' captures take turns until the transaction ends, so that the rule "one eventID, one event" cannot be passed by two at
 * once, and an error declaration never misses what it takes back. Locks in order, so that two captures cannot wait for each other.
 */
export async function lockAuthors(ctx: Ctx, accounts: readonly string[]): Promise<void> {
  for (const account of [...new Set(accounts)].sort())
    await ctx.tx.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 1))", [account]);
}
