import { columnLists } from "../../platform/column-lists.ts";
import { selectRows, type HookCtx } from "../../platform/context.ts";
import type { Balance, Move, Place } from "./stock.domain.ts";

/** Lot and expiry as the tables have them, without NULL, and as everybody else has them. */
export const PLACE = `gtin, warehouse, nullif(lot, '') AS lot, nullif(expiry, 'infinity')::text AS expiry`;

/** Of a row of balances: nothing more of that place is sold. Looked up once for all rows. */
export const IS_SHUT = `b.warehouse = ANY(ARRAY(SELECT warehouse FROM stock_shut))`;

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
  quantity: "bigint",
  at: "timestamptz",
} as const;

const PLACE_COLUMNS = { gtin: "text", expiry: "date", warehouse: "text", lot: "text" } as const;

/** Balances of nothing at places that the ledger has never seen: whoever comes at the same moment waits there, and then sees what was written. */
export async function makeBalances(ctx: Pick<HookCtx, "tx">, places: readonly Place[]): Promise<void> {
  if (places.length === 0) return;
  const { from, values } = columnLists<Place>(PLACE_COLUMNS, places);
  await ctx.tx.query(
    `INSERT INTO stock_balances (gtin, expiry, warehouse, lot, on_hand, reserved)
     SELECT DISTINCT gtin COLLATE "C", coalesce(expiry, 'infinity'), warehouse COLLATE "C", coalesce(lot, '') COLLATE "C", 0, 0 FROM ${from} ORDER BY 1, 2, 3, 4
     ON CONFLICT DO NOTHING`,
    values,
  );
}

/**
 * The balances of some GTINs, the earliest expiry first, locked until the transaction ends. Whoever locks several takes them in this order, so nobody
 * waits in a circle. Lots that are used up are left out, but those at the warehouses that are named.
 */
export async function lockBalances(ctx: Pick<HookCtx, "tx">, gtins: readonly string[], warehouses: readonly string[]): Promise<Balance[]> {
  const rows = await selectRows<Omit<Balance, "onHand" | "reserved"> & { on_hand: string; reserved: string; isShut: boolean }>(
    ctx,
    `SELECT ${PLACE}, on_hand, reserved, ${IS_SHUT} AS "isShut" FROM stock_balances b
     WHERE gtin = ANY($1) AND (on_hand > 0 OR warehouse = ANY($2)) ORDER BY gtin, b.expiry, warehouse, b.lot FOR UPDATE OF b`,
    [gtins, warehouses],
  );
  return rows.map(({ on_hand, reserved, ...place }) => ({ ...place, onHand: Number(on_hand), reserved: Number(reserved) }));
}

type BalanceSums = { on_hand: string; reserved: string };

/** The balance of each place, in their order; of nothing where there is none. */
export async function readBalances(ctx: Pick<HookCtx, "tx">, places: readonly Place[]): Promise<Balance[]> {
  const { from, values } = columnLists(
    { ...PLACE_COLUMNS, position: "int" },
    places.map((place, position) => ({ ...place, position })),
  );
  const rows = await selectRows<BalanceSums>(
    ctx,
    `SELECT coalesce(b.on_hand, 0) AS on_hand, coalesce(b.reserved, 0) AS reserved FROM ${from} LEFT JOIN stock_balances b
       ON (b.gtin, b.expiry, b.warehouse, b.lot) = (r.gtin COLLATE "C", coalesce(r.expiry, 'infinity'), r.warehouse COLLATE "C", coalesce(r.lot, '') COLLATE "C")
     ORDER BY r.position`,
    values,
  );
  return places.map(({ warehouse, gtin, lot, expiry }, index) => ({
    ...{ warehouse, gtin, lot, expiry },
    ...{ onHand: Number(rows[index]?.on_hand), reserved: Number(rows[index]?.reserved) },
  }));
}

/**
 * Lots of which a warehouse's balance is not what somebody else says.
 *
 * @param said SQL of what is said: gtin, expiry and lot as in the balances, and on_hand; `$1` is the warehouse
 */
export async function lotsUnlike(ctx: Pick<HookCtx, "tx">, warehouse: string, said: string): Promise<Omit<Place, "warehouse">[]> {
  return selectRows(
    ctx,
    `SELECT gtin, nullif(lot, '') AS lot, nullif(expiry, 'infinity')::text AS expiry FROM (${said}) s
     FULL JOIN (SELECT gtin, expiry, lot, on_hand FROM stock_balances WHERE warehouse = $1) b USING (gtin, expiry, lot)
     WHERE coalesce(s.on_hand, 0) <> coalesce(b.on_hand, 0)`,
    [warehouse],
  );
}

/** Which GTIN each reservation is of; those that do not exist are left out. */
export async function gtinsReserved(ctx: Pick<HookCtx, "tx">, reservations: readonly string[]): Promise<string[]> {
  if (reservations.length === 0) return [];
  const rows = await selectRows<{ gtin: string }>(ctx, "SELECT DISTINCT gtin FROM stock_moves WHERE key = ANY($1) AND cause = 'reserved'", [
    reservations,
  ]);
  return rows.map(({ gtin }) => gtin);
}

/** All moves of some keys, and all that made or changed some reservations, in the order of the ledger. */
export async function findMoves(ctx: Pick<HookCtx, "tx">, keys: readonly string[], reservations: readonly string[]): Promise<Move[]> {
  const rows = await selectRows<Omit<Move, "quantity"> & { quantity: string }>(
    ctx,
    `SELECT key, part, content, cause, reference, reservation, ${PLACE}, from_bucket AS "from", to_bucket AS "to", quantity, at
     FROM stock_moves m WHERE key = ANY($1) ${reservations.length > 0 ? "OR reservation = ANY($2)" : ""} ORDER BY m.id`,
    reservations.length > 0 ? [[...new Set([...keys, ...reservations])], reservations] : [keys],
  );
  return rows.map((row) => ({ ...row, quantity: Number(row.quantity) }));
}

/** Appends to the ledger; the balances follow by a trigger. */
export async function insertMoves(ctx: Pick<HookCtx, "tx">, moves: readonly Move[]): Promise<void> {
  await insert(ctx, moves, "");
}

/** Appends marks. @returns false when one of their keys is taken, if only now: whoever is about to use one is waited for */
export async function insertMarks(ctx: Pick<HookCtx, "tx">, marks: readonly Move[]): Promise<boolean> {
  return (await insert(ctx, marks, "ON CONFLICT DO NOTHING RETURNING key")) === marks.length;
}

async function insert(ctx: Pick<HookCtx, "tx">, moves: readonly Move[], then: string): Promise<number> {
  if (moves.length === 0) return 0;
  const { from, values } = columnLists<Move>(MOVE_COLUMNS, moves);
  const rows = await selectRows(
    ctx,
    `INSERT INTO stock_moves (key, part, content, cause, reference, reservation, gtin, expiry, warehouse, lot, from_bucket, to_bucket, quantity, at)
     SELECT key, part, content, cause, reference, reservation, gtin, coalesce(expiry, 'infinity'), warehouse, coalesce(lot, ''), "from", "to", quantity, at
     FROM ${from} ${then}`,
    values,
  );
  return rows.length;
}
