import { columnLists } from "../../platform/column-lists.ts";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { type Balance, type Move } from "./stock.domain.ts";

/** Lot and expiry as the tables have them, without NULL, and as everybody else has them. */
export const PLACE = `gtin, warehouse, nullif(lot, '') AS lot, nullif(expiry, 'infinity')::text AS expiry`;

const MOVE_COLUMNS = {
  key: "text",
  part: "smallint",
  content: "text",
  cause: "text",
  reference: "text",
  reservation: "text",
  gtin: "text",
  expiry: "date",
  warehouse: "text",
  lot: "text",
  from: "text",
  to: "text",
  quantity: "integer",
  at: "timestamptz",
} as const;

/**
 * The balances of some GTINs, the earliest expiry first, locked until the transaction ends. Whoever locks several takes them in this order, so nobody
 * waits in a circle. Lots that are used up are left out, but those at the warehouses that are named.
 */
export async function lockBalances(ctx: Pick<Ctx, "tx">, gtins: readonly string[], warehouses: readonly string[]): Promise<Balance[]> {
  const rows = await selectRows<Omit<Balance, "onHand" | "reserved"> & { on_hand: string; reserved: string }>(
    ctx,
    `SELECT ${PLACE}, on_hand, reserved FROM stock_balances b
     WHERE gtin = ANY($1) AND (on_hand > 0 OR warehouse = ANY($2)) ORDER BY gtin, b.expiry, warehouse, b.lot FOR UPDATE`,
    [gtins, warehouses],
  );
  return rows.map(({ on_hand, reserved, ...place }) => ({ ...place, onHand: Number(on_hand), reserved: Number(reserved) }));
}

/** Which GTIN each reservation is of; those that do not exist are left out. */
export async function gtinsReserved(ctx: Pick<Ctx, "tx">, reservations: readonly string[]): Promise<string[]> {
  if (reservations.length === 0) return [];
  const rows = await selectRows<{ gtin: string }>(ctx, "SELECT DISTINCT gtin FROM stock_moves WHERE key = ANY($1) AND cause = 'reserved'", [
    reservations,
  ]);
  return rows.map(({ gtin }) => gtin);
}

/** All moves of some keys, and all that made or changed some reservations, in the order of the ledger. */
export async function findMoves(ctx: Pick<Ctx, "tx">, keys: readonly string[], reservations: readonly string[]): Promise<Move[]> {
  return selectRows<Move>(
    ctx,
    `SELECT key, part, content, cause, reference, reservation, ${PLACE}, from_bucket AS "from", to_bucket AS "to", quantity, at
     FROM stock_moves m WHERE key = ANY($1) ${reservations.length > 0 ? "OR reservation = ANY($2)" : ""} ORDER BY m.id`,
    reservations.length > 0 ? [[...new Set([...keys, ...reservations])], reservations] : [keys],
  );
}

/** Appends to the ledger; the balances follow by a trigger. */
export async function insertMoves(ctx: Pick<Ctx, "tx">, moves: readonly Move[]): Promise<void> {
  if (moves.length === 0) return;
  const { from, values } = columnLists<Move>(MOVE_COLUMNS, moves);
  await ctx.tx.query(
    `INSERT INTO stock_moves (key, part, content, cause, reference, reservation, gtin, expiry, warehouse, lot, from_bucket, to_bucket, quantity, at)
     SELECT key, part, content, cause, reference, reservation, gtin, coalesce(expiry, 'infinity'), warehouse, coalesce(lot, ''), "from", "to", quantity, at
     FROM ${from}`,
    values,
  );
}
