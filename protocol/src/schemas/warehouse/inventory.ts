import { z } from "zod";
import { expiryDate, gtin14, lotNumber } from "../api/stock.ts";

/** How many are on hand of one lot in a warehouse, in all its bins together. */
export const inventoryItem = z.object({
  gtin: gtin14,
  lot: lotNumber.nullable(),
  expiry: expiryDate.nullable(),
  onHand: z.number().int().min(0),
});
export type InventoryItem = z.infer<typeof inventoryItem>;

/** GET /inventory of a warehouse: a page, by GTIN, lot and expiry. */
export const inventoryPage = z.object({
  /** Of the newest message that this answer knows of. */
  sequence: z.number().int().min(0),
  items: z.array(inventoryItem),
  next: z.string().nullable(),
});

/**
 * A node of the tree over all that is on hand: all items whose key (SHA-256 of GTIN, lot and expiry) begins with these hexadecimal digits. "" is all of it.
 */
export const rangePrefix = z.string().regex(/^[0-9a-f]{0,8}$/);

/** POST /inventory/ranges of a warehouse: what is below these nodes. */
export const rangesRequest = z.strictObject({ prefixes: z.array(rangePrefix).min(1).max(256) });

/** Below each node: the hashes of its sixteen children, or its items where there are few. Nodes without items hash to "". */
export const rangesAnswer = z.object({
  sequence: z.number().int().min(0),
  ranges: z.array(
    z.object({
      prefix: rangePrefix,
      hashes: z.array(z.string()).length(16).optional(),
      items: z.array(inventoryItem).optional(),
    }),
  ),
});
export type RangesAnswer = z.infer<typeof rangesAnswer>;
