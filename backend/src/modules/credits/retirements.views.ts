import type { RetirementView } from "@waybill/protocol/schemas/api/credits";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { partiesByAccount } from "../identity/identity.queries.ts";
import { below, cursorAfter, NEWEST, PLACE, placeOf, readCursor, timeOf, type PlaceRow } from "./places.ts";

type Reading = Pick<Ctx, "tx">;

/** For whom and for what, as retirements and requests for them are stored. */
export interface ClaimRow {
  beneficiary: Address;
  shipment: Hex32 | null;
  period_start: string;
  period_end: string;
  country: string | null;
  note: string;
}

interface RetirementRow extends PlaceRow, ClaimRow {
  retirement: Hex32;
  batch: Hex32;
  holder: Address;
  grams: string;
  retired_before: string;
  corrections: { correction: string; timestamp: number; transactionHash: Hex32 }[];
}

const RETIREMENTS = `
  SELECT r.retirement, r.batch, r.holder, r.beneficiary, r.retired_before, r.grams, r.shipment, r.period_start, r.period_end, r.country, r.note,
    ${PLACE("r")}, coalesce((
      SELECT jsonb_agg(jsonb_build_object('correction', c.correction, 'timestamp', c.timestamp, 'transactionHash', c.transaction_hash)
        ORDER BY c.block_number, c.log_index)
      FROM credit_corrections c WHERE c.retirement = r.retirement AND (c.block_number, c.log_index) > (r.block_number, r.log_index)), '[]') AS corrections
  FROM credit_retirements r`;

export interface RetirementFilter {
  batch?: string | undefined;
  holder?: Address | undefined;
  beneficiary?: Address | undefined;
  shipment?: string | undefined;
  after: string | null;
  limit: number;
}

/** Newest first. */
export async function listRetirements(ctx: Reading, { batch, holder, beneficiary, shipment, after, limit }: RetirementFilter) {
  const rows = await selectRows<RetirementRow>(
    ctx,
    `${RETIREMENTS} WHERE ($1::text IS NULL OR r.batch = $1) AND ($2::text IS NULL OR r.holder = $2)
       AND ($3::text IS NULL OR r.beneficiary = $3) AND ($4::text IS NULL OR r.shipment = $4) AND ${below("r", 5, 6)}
     ORDER BY ${NEWEST("r")} LIMIT $7`,
    [batch ?? null, holder ?? null, beneficiary ?? null, shipment ?? null, ...readCursor(after), limit + 1],
  );
  return { items: await viewsOf(ctx, rows.slice(0, limit)), next: cursorAfter(rows, limit) };
}

export async function findRetirement(ctx: Reading, retirement: string): Promise<RetirementView | undefined> {
  return (await viewsOf(ctx, await selectRows<RetirementRow>(ctx, `${RETIREMENTS} WHERE r.retirement = $1`, [retirement])))[0];
}

async function viewsOf(ctx: Reading, rows: readonly RetirementRow[]): Promise<RetirementView[]> {
  const parties = await partiesByAccount(
    ctx,
    rows.flatMap((row) => [row.holder, row.beneficiary]),
  );
  return rows.map((row) => ({
    ...{ retirement: row.retirement, batch: row.batch, holder: parties.get(row.holder)! },
    ...{ grams: row.grams, retiredBefore: row.retired_before },
    ...claimOf(row, (account) => parties.get(account)!),
    corrections: row.corrections.map(({ correction, timestamp, transactionHash }) => ({
      ...{ correction, transactionHash },
      at: timeOf({ timestamp: String(timestamp) }),
    })),
    retiredAt: timeOf(row),
    ...placeOf(row),
  }));
}

export function claimOf<Party>(row: ClaimRow, partyOf: (account: Address) => Party) {
  return {
    beneficiary: partyOf(row.beneficiary),
    shipment: row.shipment,
    periodStart: Number(row.period_start),
    periodEnd: Number(row.period_end),
    country: row.country,
    note: row.note,
  };
}
