import { inventoryKey, inventoryTree, type InventoryTree } from "@waybill/protocol/warehouse/inventory-tree";
import { LRUCache } from "lru-cache";
import type { Ctx } from "../../../platform/context.ts";
import { changesOfCopy, listCopied, type CopiedItem } from "./copy.store.ts";

/** Some forty megabytes for a hundred thousand lots. */
const MAX_TREES = 16;
/** So often the whole copy is read anew, should anybody have written to it past the program. */
const WHOLE_MILLISECONDS = 60 * 60 * 1_000;

/** The tree over the copy of each warehouse, as a transaction sees it. */
export type CopyTrees = (ctx: Pick<Ctx, "tx">, warehouse: string) => Promise<InventoryTree>;

/** Trees that follow the copies: of a hundred thousand lots only those are read and hashed that have changed since the last time. */
export function createCopyTrees(): CopyTrees {
  const trees = new LRUCache<string, { tree: InventoryTree; changes: number }>({ max: MAX_TREES, ttl: WHOLE_MILLISECONDS });
  // What a row says of its key: nothing is hashed twice.
  const keyOf = (item: Partial<CopiedItem> & Parameters<typeof inventoryKey>[0]) => item.key ?? inventoryKey(item);
  return async (ctx, warehouse) => {
    const changes = await changesOfCopy(ctx, warehouse);
    const known = trees.get(warehouse);
    // A database that was put back has fewer.
    if (known !== undefined && known.changes <= changes) {
      for (const item of known.changes === changes ? [] : await listCopied(ctx, warehouse, known.changes)) known.tree.put(item);
      known.changes = changes;
      return known.tree;
    }
    const tree = inventoryTree(await listCopied(ctx, warehouse, 0), keyOf);
    trees.set(warehouse, { tree, changes });
    return tree;
  };
}
