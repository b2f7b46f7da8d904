import { expiryDate, gtin14, lotNumber, warehouseName, type StockBalance, type StockMove } from "@waybill/protocol/schemas/api/stock";
import { z } from "zod";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { dayOf, hasExpired, type Balance, type Move } from "./stock.domain.ts";
import { IS_SHUT, PLACE } from "./stock.store.ts";

interface Page {
  limit: number;
  gtin: string | null;
  warehouse: string | null;
}

/** Where a page of balances ends: GTIN, expiry, warehouse and lot as the table has them. */
export type BalanceEnd = z.infer<typeof end>;
const end = z.tuple([gtin14, z.union([expiryDate, z.literal("infinity")]), warehouseName, z.union([lotNumber, z.literal("")])]);

/** Reads `?after=` of a list of balances. */
export const balanceEnd = z
  .string()
  .max(500)
  .transform((text, context): BalanceEnd => {
    try {
      return end.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    } catch {
      context.addIssue({ code: "custom", message: "must be the `next` of a page" });
      return z.NEVER;
    }
  });

/** What there is of a balance, or is not. Expired is what is on hand past its day. */
export const BALANCE_STATES = ["available", "reserved", "expired", "empty"] as const;
type BalanceState = (typeof BALANCE_STATES)[number];

/** Balances by GTIN and then by expiry, the earliest first. */
export async function listBalances(
  ctx: Pick<Ctx, "tx" | "clock">,
  { after, limit, gtin, warehouse, lot, state }: Page & { after: BalanceEnd | null; lot: string | null; state: BalanceState | null },
): Promise<{ items: StockBalance[]; next: string | null }> {
  const today = dayOf(ctx.clock.now());
  const rows = await selectRows<Balance & { on_hand: string; end: BalanceEnd }>(
    ctx,
    `SELECT ${PLACE}, on_hand, reserved, ${IS_SHUT} AS "isShut", json_build_array(gtin, b.expiry::text, warehouse, b.lot) AS "end" FROM stock_balances b
     WHERE ($1::text IS NULL OR gtin = $1) AND ($2::text IS NULL OR warehouse = $2)
       AND ($3::text IS NULL OR (gtin, b.expiry, warehouse, b.lot) > ($3, $4::date, $5, $6))
       AND ($8::text IS NULL OR b.lot = $8) AND CASE $9::text WHEN 'available' THEN on_hand > reserved AND b.expiry >= $10::date AND NOT ${IS_SHUT} WHEN 'reserved' THEN reserved > 0
         WHEN 'expired' THEN on_hand > 0 AND b.expiry < $10::date WHEN 'empty' THEN on_hand = 0 ELSE true END
     ORDER BY gtin, b.expiry, warehouse, b.lot LIMIT $7`,
    [gtin, warehouse, ...(after ?? [null, null, null, null]), limit + 1, lot, state, today],
  );
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const items = rows.slice(0, limit).map(({ end: _, on_hand, isShut = false, ...row }): StockBalance => {
    const [onHand, reserved, isExpired] = [Number(on_hand), Number(row.reserved), hasExpired(row, today)];
    return { ...row, onHand, reserved, available: isExpired || isShut ? 0 : onHand - reserved, isExpired, isSold: !isShut };
  });
  return { items, next: last ? Buffer.from(JSON.stringify(last.end)).toString("base64url") : null };
}

/** The ledger of a GTIN, the newest line first. */
export async function listMoves(
  ctx: Pick<Ctx, "tx">,
  { after, limit, gtin, warehouse }: Page & { after: string | null },
): Promise<{ items: StockMove[]; next: string | null }> {
  const items = await readMoves(
    ctx,
    `gtin = $1 AND ($2::text IS NULL OR warehouse = $2) AND ($3::bigint IS NULL OR m.id < $3) ORDER BY m.id DESC LIMIT $4`,
    [gtin, warehouse, after, limit + 1],
  );
  return { items: items.slice(0, limit), next: items.length > limit ? (items[limit - 1]?.id ?? null) : null };
}

/** The moves of one key. */
export function movesOf(ctx: Pick<Ctx, "tx">, key: string): Promise<StockMove[]> {
  return readMoves(ctx, "key = $1 ORDER BY part", [key]);
}

async function readMoves(ctx: Pick<Ctx, "tx">, condition: string, parameters: unknown[]): Promise<StockMove[]> {
  const rows = await selectRows<Omit<Move, "at" | "quantity"> & { id: string; at: Date; quantity: string }>(
    ctx,
    `SELECT id, ${PLACE}, quantity, from_bucket AS "from", to_bucket AS "to", cause, reference,
       CASE cause WHEN 'reserved' THEN key ELSE reservation END AS reservation, at
     FROM stock_moves m WHERE ${condition}`,
    parameters,
  );
  return rows.map(({ at, quantity, ...row }) => ({ ...row, quantity: Number(quantity), at: at.toISOString() }));
}
