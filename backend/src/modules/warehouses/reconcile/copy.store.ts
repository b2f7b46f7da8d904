import type { InventoryItem } from "@waybill/protocol/schemas/warehouse/inventory";
import { inventoryKey, type InventoryKey } from "@waybill/protocol/warehouse/inventory-tree";
import { columnLists } from "../../../platform/column-lists.ts";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import { lotsUnlike } from "../../stock/stock.queries.ts";

/** What a warehouse has of one lot, after the message of that number. */
export interface Said extends InventoryItem {
  asOf: number;
}

export interface CopiedItem extends InventoryItem {
  key: string;
}

const COLUMNS = { gtin: "text", lot: "text", expiry: "date", onHand: "bigint", asOf: "bigint", key: "text" } as const;

/** How often the copy of a warehouse has changed: each change has the next number. */
export async function changesOfCopy(ctx: Pick<Ctx, "tx">, warehouse: string): Promise<number> {
  const [row] = await selectRows<{ copied: string }>(ctx, "SELECT copied FROM warehouses WHERE id = $1", [warehouse]);
  return Number(row?.copied ?? 0);
}

/** What has changed of the copy after one of its changes: all of it after 0. */
export async function listCopied(ctx: Pick<Ctx, "tx">, warehouse: string, after: number): Promise<CopiedItem[]> {
  const rows = await selectRows<Omit<CopiedItem, "onHand"> & { onHand: string }>(
    ctx,
    `SELECT gtin, nullif(lot, '') AS lot, nullif(expiry, 'infinity')::text AS expiry, on_hand AS "onHand", key
     FROM warehouse_stock WHERE warehouse = $1 AND copied > $2`,
    [warehouse, after],
  );
  return rows.map((row) => ({ ...row, onHand: Number(row.onHand) }));
}

/** Lots of which the ledger does not say what the warehouse has said. */
export function lotsUnlikeCopied(ctx: Pick<Ctx, "tx">, warehouse: string): Promise<InventoryKey[]> {
  return lotsUnlike(ctx, warehouse, "SELECT gtin, expiry, lot, on_hand FROM warehouse_stock WHERE warehouse = $1");
}

/**
 * Notes what a warehouse has said it has. What was said later stays. The caller has locked the warehouse.
 *
 * @param said no lot twice
 * @returns those that were noted
 */
export async function copySaid(ctx: Pick<Ctx, "tx" | "clock">, warehouse: string, said: readonly Said[]): Promise<InventoryItem[]> {
  if (said.length === 0) return [];
  const { from, values } = columnLists(
    COLUMNS,
    said.map((one) => ({ ...one, key: inventoryKey(one) })),
  );
  const next = values.length;
  await ctx.tx.query("UPDATE warehouses SET copied = copied + 1 WHERE id = $1", [warehouse]);
  const rows = await selectRows<Omit<InventoryItem, "onHand"> & { onHand: string }>(
    ctx,
    `INSERT INTO warehouse_stock AS s (warehouse, gtin, expiry, lot, on_hand, as_of, synced_at, key, copied)
     SELECT $${next + 1}, gtin, coalesce(expiry, 'infinity'), coalesce(lot, ''), "onHand", "asOf", $${next + 2}, key, (SELECT copied FROM warehouses WHERE id = $${next + 1}) FROM ${from} ORDER BY key
     ON CONFLICT (warehouse, gtin, expiry, lot) DO UPDATE SET on_hand = excluded.on_hand, as_of = excluded.as_of, synced_at = excluded.synced_at, copied = excluded.copied
     WHERE s.as_of <= excluded.as_of
     RETURNING gtin, nullif(lot, '') AS lot, nullif(expiry, 'infinity')::text AS expiry, on_hand AS "onHand"`,
    [...values, warehouse, ctx.clock.now()],
  );
  return rows.map((row) => ({ ...row, onHand: Number(row.onHand) }));
}

/** What a warehouse has on hand of some lots, as far as the shop knows, in their order. */
export async function copiedAt(ctx: Pick<Ctx, "tx">, warehouse: string, lots: readonly InventoryKey[]): Promise<InventoryItem[]> {
  const { from, values } = columnLists(
    { gtin: "text", lot: "text", expiry: "date", position: "int" },
    lots.map((lot, position) => ({ ...lot, position })),
  );
  const rows = await selectRows<{ onHand: string }>(
    ctx,
    `SELECT coalesce(s.on_hand, 0) AS "onHand" FROM ${from} LEFT JOIN warehouse_stock s
       ON s.warehouse = $5 AND (s.gtin, s.expiry, s.lot) = (r.gtin COLLATE "C", coalesce(r.expiry, 'infinity'), coalesce(r.lot, '') COLLATE "C")
     ORDER BY r.position`,
    [...values, warehouse],
  );
  return lots.map(({ gtin, lot, expiry }, index) => ({ gtin, lot, expiry, onHand: Number(rows[index]?.onHand) }));
}
