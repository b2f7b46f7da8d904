import type { AccessDrift } from "@waybill/protocol/access/find-drift";
import { selectRows, type Ctx } from "../../../platform/context.ts";

/** How many there are of each kind of drift. */
export type AccessCounts = Readonly<Record<keyof AccessDrift, number>>;

/** What the last comparison found, in place of the one before. */
export async function writeAccessCheck(
  { tx, clock }: Pick<Ctx, "tx" | "clock">,
  { powerless, unknown, unregistered }: Readonly<Record<keyof AccessDrift, readonly unknown[]>>,
): Promise<void> {
  await tx.query(
    `INSERT INTO access_checks (at, powerless_admins, unknown_accounts, unregistered_accounts) VALUES ($1, $2, $3, $4)
       ON CONFLICT (is_last) DO UPDATE SET at = $1, powerless_admins = $2, unknown_accounts = $3, unregistered_accounts = $4`,
    [clock.now(), powerless.length, unknown.length, unregistered.length],
  );
}

/** Undefined before the first comparison. */
export async function lastAccessCheck(ctx: Pick<Ctx, "tx">): Promise<AccessCounts | undefined> {
  const [row] = await selectRows<AccessCounts>(
    ctx,
    "SELECT powerless_admins AS powerless, unknown_accounts AS unknown, unregistered_accounts AS unregistered FROM access_checks",
  );
  return row;
}
