import { expiryDate, gtin14, lotNumber } from "@waybill/protocol/schemas/api/stock";
import type { inventoryPage, InventoryItem } from "@waybill/protocol/schemas/warehouse/inventory";
import { z } from "zod";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { readState } from "../shop/state.store.ts";

/** Where a page ends: GTIN, lot and expiry as the table has them. */
const end = z.tuple([gtin14, z.union([lotNumber, z.literal("")]), z.union([expiryDate, z.literal("infinity")])]);
type End = z.infer<typeof end>;

/** Reads `?after=`. */
export const inventoryEnd = z
  .string()
  .max(500)
  .transform((text, context): End => {
    try {
      return end.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    } catch {
      context.addIssue({ code: "custom", message: "must be the `next` of a page" });
      return z.NEVER;
    }
  });

/** What is on hand, lot by lot, with the sequence of the newest message that knows of all of it. For a transaction that sees one moment. */
export async function listInventory(
  ctx: Pick<Ctx, "tx">,
  { after, limit }: { after: End | null; limit: number },
): Promise<z.infer<typeof inventoryPage>> {
  const { sequence } = await readState(ctx);
  const rows = await selectRows<InventoryItem & { end: End }>(
    ctx,
    `SELECT gtin, nullif(lot, '') AS lot, nullif(expiry, 'infinity')::text AS expiry, sum(on_hand) AS "onHand", json_build_array(gtin, lot, expiry::text) AS "end"
     FROM stock_balances WHERE $1::text IS NULL OR (gtin, lot, expiry) > ($1 COLLATE "C", $2 COLLATE "C", $3::date)
     GROUP BY gtin, lot, expiry HAVING sum(on_hand) > 0 ORDER BY gtin, stock_balances.lot, stock_balances.expiry LIMIT $4`,
    [...(after ?? [null, null, null]), limit + 1],
  );
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    sequence,
    items: rows.slice(0, limit).map(({ end: _, onHand, ...item }) => ({ ...item, onHand: Number(onHand) })),
    next: last === undefined ? null : Buffer.from(JSON.stringify(last.end)).toString("base64url"),
  };
}
