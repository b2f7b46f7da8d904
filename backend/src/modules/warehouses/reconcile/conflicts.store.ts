import type { InventoryKey } from "@waybill/protocol/warehouse/inventory-tree";
import { columnLists } from "../../../platform/column-lists.ts";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import { newId } from "../../../platform/ids.ts";

/** Both sides of one lot: fewer are there than are reserved. */
export interface StockConflict extends InventoryKey {
  theirs: number;
  ours: number;
  reserved: number;
}

/** Notes a conflict. @returns false when the very same one is open */
export async function openConflict(
  ctx: Pick<Ctx, "tx" | "clock" | "random">,
  warehouse: string,
  { gtin, lot, expiry, theirs, ours, reserved }: StockConflict,
): Promise<boolean> {
  const rows = await selectRows(
    ctx,
    `INSERT INTO warehouse_conflicts AS c (id, warehouse, kind, gtin, expiry, lot, theirs, ours, reserved, found_at)
     VALUES ($1, $2, 'stock', $3, coalesce($4::date, 'infinity'), coalesce($5, ''), $6, $7, $8, $9)
     ON CONFLICT (warehouse, kind, gtin, expiry, lot) WHERE ended_at IS NULL
       DO UPDATE SET theirs = excluded.theirs, reserved = excluded.reserved WHERE (c.theirs, c.reserved) <> (excluded.theirs, excluded.reserved)
     RETURNING id`,
    [newId(ctx.random), warehouse, gtin, expiry, lot, theirs, ours, reserved, ctx.clock.now()],
  );
  return rows.length === 1;
}

/** Ends the conflicts about some lots: both sides say the same. */
export async function endConflicts(ctx: Pick<Ctx, "tx" | "clock">, warehouse: string, lots: readonly InventoryKey[]): Promise<void> {
  if (lots.length === 0) return;
  const { from, values } = columnLists<InventoryKey>({ gtin: "text", lot: "text", expiry: "date" }, lots);
  await ctx.tx.query(
    `UPDATE warehouse_conflicts c SET ended_at = $5 FROM (SELECT gtin, coalesce(lot, '') AS lot, coalesce(expiry, 'infinity') AS expiry FROM ${from}) l
     WHERE c.warehouse = $4 AND c.kind = 'stock' AND c.ended_at IS NULL AND (c.gtin, c.lot, c.expiry) = (l.gtin, l.lot, l.expiry)`,
    [...values, warehouse, ctx.clock.now()],
  );
}

/** Lots about which there is a conflict. */
export function lotsInConflict(ctx: Pick<Ctx, "tx">, warehouse: string): Promise<InventoryKey[]> {
  return selectRows(
    ctx,
    `SELECT gtin, nullif(lot, '') AS lot, nullif(expiry, 'infinity')::text AS expiry FROM warehouse_conflicts
     WHERE warehouse = $1 AND kind = 'stock' AND ended_at IS NULL`,
    [warehouse],
  );
}
