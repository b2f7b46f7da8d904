import { hash } from "node:crypto";
import type { InventoryItem, RangesAnswer } from "@waybill/protocol/schemas/warehouse/inventory";
import { inventoryTree, type InventoryTree } from "@waybill/protocol/warehouse/inventory-tree";
import { LRUCache } from "lru-cache";
import { inTransaction, selectRows, type Ctx } from "../../platform/context.ts";
import { readState } from "../shop/state.store.ts";
import type { Warehouse } from "../warehouse.ts";

/** Lots whose place in the tree is remembered: a hash of each is most of the work of making it. */
const MAX_KEYS = 300_000;

/**
 * Answers what is below nodes of the tree over all that is on hand. Whatever changes how many are on hand is told to the shop, so the tree of one
 * sequence stays as it is: it is made once for all questions of a comparison.
 */
export function createRanges(app: Warehouse): (prefixes: readonly string[]) => Promise<RangesAnswer> {
  const keys = new LRUCache<string, string>({ max: MAX_KEYS });
  let made: { sequence: number; instance: string; tree: InventoryTree } | undefined;

  const keyOf = ({ gtin, lot, expiry }: InventoryItem): string => {
    const name = `${gtin} ${lot ?? ""} ${expiry ?? ""}`;
    const key = keys.get(name) ?? hash("sha256", name, "hex");
    keys.set(name, key);
    return key;
  };
  return async (prefixes) => {
    const { sequence, tree } = await inTransaction(
      app,
      async (ctx) => {
        const { sequence: now, instance } = await readState(ctx);
        if (made?.sequence !== now || made.instance !== instance)
          made = { sequence: now, instance, tree: inventoryTree(await allOnHand(ctx), keyOf) };
        return made;
      },
      { isSnapshot: true },
    );
    return { sequence, ranges: prefixes.map((prefix) => ({ prefix, ...tree.below(prefix) })) };
  };
}

async function allOnHand(ctx: Pick<Ctx, "tx">): Promise<InventoryItem[]> {
  const rows = await selectRows<Omit<InventoryItem, "onHand"> & { onHand: string }>(
    ctx,
    `SELECT gtin, nullif(lot, '') AS lot, nullif(expiry, 'infinity')::text AS expiry, sum(on_hand) AS "onHand"
     FROM stock_balances b GROUP BY gtin, b.lot, b.expiry HAVING sum(on_hand) > 0`,
  );
  return rows.map((row) => ({ ...row, onHand: Number(row.onHand) }));
}
