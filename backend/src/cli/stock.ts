import { recompute, type Drift } from "../modules/stock/recompute.ts";
import { fail } from "./fail.ts";
import type { Io } from "./token.ts";
import { withDatabase } from "./with-database.ts";

/**
 * `stock check`: adds up every move of stock and holds the sums against the balances. Changes nothing. Reads DATABASE_URL.
 *
 * @returns 0 when they agree, 1 with what differs, or with one sentence on standard error
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
  if (args.length !== 1 || args[0] !== "check") return fail(io, "Usage: npm run waybill -- stock check\n");
  return withDatabase(io, async (dataSource) => {
    const { places, drifted, named } = await recompute({ tx: dataSource.manager });
    io.stdout.write(`${places} balances, ${drifted === 0 ? "all of them what their moves add up to" : `${drifted} of them drifted`}.\n`);
    for (const one of named) io.stdout.write(`${lineOf(one)}\n`);
    return drifted === 0 ? 0 : 1;
  });
}

function lineOf({ warehouse, gtin, lot, expiry, onHand, reserved, movedOnHand, movedReserved }: Drift): string {
  const place = `${warehouse} ${gtin} lot ${lot ?? "-"} expiry ${expiry ?? "-"}`;
  return `${place}: on hand ${onHand}, by its moves ${movedOnHand}; reserved ${reserved}, by its moves ${movedReserved}`;
}
