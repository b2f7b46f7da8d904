import type { Portfolio } from "@waybill/protocol/schemas/api/credits";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { partiesByAccount } from "../identity/identity.queries.ts";
import { BATCH_ACCOUNTS, partsOf } from "./accounts.sql.ts";

type Reading = Pick<Ctx, "tx">;

interface LineRow {
  batch: Hex32;
  vintage: number;
  held: string;
  retired: string;
  surrendered: string;
  retirable: string;
  cancelled: string;
  deficit: string;
  issued_here: boolean;
}

/** All batches that the account ever had grams of, the newest first. An account without any has an empty portfolio. */
export async function portfolioOf(ctx: Reading, account: Address): Promise<Portfolio> {
  const rows = await selectRows<LineRow>(
    ctx,
    `WITH mine AS (
       SELECT batch, sum(grams) AS held FROM (${partsOf("(m.from_account = $1 OR m.to_account = $1)")}) AS parts WHERE account = $1 GROUP BY batch)
     SELECT b.batch, b.vintage, mine.held, a.cancelled, a.deficit, b.issued_to = $1 AS issued_here,
       least(mine.held, greatest(a.held - a.deficit, 0)) AS retirable,
       (SELECT coalesce(sum(grams), 0) FROM credit_retirements WHERE batch = b.batch AND holder = $1) AS retired,
       (SELECT coalesce(sum(surrendered), 0) FROM credit_reversals WHERE batch = b.batch AND holder = $1) AS surrendered
     FROM mine JOIN credit_batches b USING (batch) ${BATCH_ACCOUNTS} ORDER BY b.block_number DESC, b.log_index DESC`,
    [account],
  );
  const [claimed] = await selectRows<{ grams: string }>(
    ctx,
    "SELECT coalesce(sum(grams), 0) AS grams FROM credit_retirements WHERE beneficiary = $1",
    [account],
  );
  const parties = await partiesByAccount(ctx, [account]);
  const issuedHere = rows.filter((row) => row.issued_here);
  return {
    account: parties.get(account)!,
    held: sum(rows, "held"),
    retired: sum(rows, "retired"),
    surrendered: sum(rows, "surrendered"),
    claimed: claimed?.grams ?? "0",
    cancelled: sum(issuedHere, "cancelled"),
    deficit: sum(issuedHere, "deficit"),
    batches: rows.map(({ issued_here: _issuedHere, ...line }) => line),
  };
}

function sum(rows: readonly LineRow[], column: "held" | "retired" | "surrendered" | "cancelled" | "deficit"): string {
  return rows.reduce((total, row) => total + BigInt(row[column]), 0n).toString();
}
