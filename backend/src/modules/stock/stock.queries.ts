import { selectRows, type Ctx } from "../../platform/context.ts";
import { dayOf, type Balance, type Part, type Place } from "./stock.domain.ts";
import { heldAfter } from "./stock.service.ts";
import { findMoves, IS_SHUT, PLACE, readBalances } from "./stock.store.ts";

export { granted, post, type Answer } from "./stock.service.ts";
export { lotsUnlike } from "./stock.store.ts";
export { dayOf, hasExpired } from "./stock.domain.ts";
export type { Balance, Part, Place, StockRequest } from "./stock.domain.ts";
export type { Reserve } from "./reserve-front.ts";

/** Whether the ledger has moves under a key. */
export async function isPosted(ctx: Pick<Ctx, "tx">, key: string): Promise<boolean> {
  return (await findMoves(ctx, [key], [])).length > 0;
}

/** What a reservation holds now, by place; nothing when all of it was shipped or released, undefined when there is none of that key. */
export async function heldBy(ctx: Pick<Ctx, "tx">, reservation: string): Promise<Part[] | undefined> {
  const held = heldAfter(await findMoves(ctx, [], [reservation])).get(reservation);
  return held && [...held.values()];
}

/** The balance of each place, in their order; of nothing where the ledger has never seen it. As it stands now: nothing is locked. */
export function balancesAt(ctx: Pick<Ctx, "tx">, places: readonly Place[]): Promise<Balance[]> {
  return places.length === 0 ? Promise.resolve([]) : readBalances(ctx, places);
}

/** Sells nothing more of a warehouse, from now on; what is reserved there stays reserved. Once more changes nothing. */
export async function shut(ctx: Pick<Ctx, "tx" | "clock">, warehouse: string): Promise<void> {
  await ctx.tx.query("INSERT INTO stock_shut (warehouse, since) VALUES ($1, $2) ON CONFLICT DO NOTHING", [warehouse, ctx.clock.now()]);
}

/** Sells what a warehouse has again. */
export async function reopen(ctx: Pick<Ctx, "tx">, warehouse: string): Promise<void> {
  await ctx.tx.query("DELETE FROM stock_shut WHERE warehouse = $1", [warehouse]);
}

/** How many pieces the ledger has at a warehouse, and how many of them are reserved. */
export async function piecesAt(ctx: Pick<Ctx, "tx">, warehouse: string): Promise<Pick<Balance, "onHand" | "reserved">> {
  const [row] = await selectRows<Pick<Balance, "onHand" | "reserved">>(
    ctx,
    `SELECT coalesce(sum(on_hand), 0)::float8 AS "onHand", coalesce(sum(reserved), 0)::float8 AS reserved FROM stock_balances WHERE warehouse = $1`,
    [warehouse],
  );
  return row ?? { onHand: 0, reserved: 0 };
}

/** How many of each GTIN are neither reserved nor expired, in all warehouses that are not shut together; of all GTINs with any where none are named. */
export async function availableNow(ctx: Pick<Ctx, "tx" | "clock">, gtins?: readonly string[]): Promise<Map<string, number>> {
  const rows = await selectRows<{ gtin: string; left: number }>(
    ctx,
    `SELECT gtin, sum(on_hand - reserved)::float8 AS left FROM stock_balances b
     WHERE ($1::text[] IS NULL OR gtin = ANY($1)) AND on_hand > reserved AND expiry >= $2::date AND NOT ${IS_SHUT} GROUP BY gtin`,
    [gtins ?? null, dayOf(ctx.clock.now())],
  );
  return new Map(rows.map(({ gtin, left }) => [gtin, left]));
}

/** What of some goods nobody holds and may still be sold, by place. */
export async function freeOf(ctx: Pick<Ctx, "tx" | "clock">, gtins: readonly string[]): Promise<Part[]> {
  return selectRows<Part>(
    ctx,
    `SELECT ${PLACE}, (on_hand - reserved)::float8 AS quantity FROM stock_balances b
     WHERE gtin = ANY($1) AND on_hand > reserved AND b.expiry >= $2::date AND NOT ${IS_SHUT} ORDER BY gtin, b.expiry, warehouse, b.lot`,
    [gtins, dayOf(ctx.clock.now())],
  );
}
