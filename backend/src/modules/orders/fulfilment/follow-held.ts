import type { Ctx } from "../../../platform/context.ts";
import { newId } from "../../../platform/ids.ts";
import type { Stock, StockPart } from "../orders.ports.ts";
import { linesOf } from "../orders.store.ts";
import { heldFor } from "../planning/places.domain.ts";
import { fulfilmentsOf, isActive } from "./fulfilment.store.ts";

/**
 * Holds an order's goods in the lots that warehouses have chosen. The ledger may know of fewer of them: then they stay held where they are, and what
 * leaves is taken from there.
 */
export async function followHeld(ctx: Ctx, stock: Stock, order: string): Promise<void> {
  const lines = await linesOf(ctx, order);
  const { held } = await stock.where(
    ctx,
    order,
    lines.map(({ gtin }) => gtin),
  );
  const wanted = (await fulfilmentsOf(ctx, order))
    .filter(isActive)
    .flatMap(({ warehouse, goods }) =>
      goods.map(({ gtin, lot, expiry, quantity }): StockPart => ({ warehouse, gtin, lot, expiry, quantity })),
    );
  const { promised, rest } = heldFor(held, wanted);
  const total = (parts: readonly StockPart[], gtin: string) =>
    parts.reduce((sum, part) => sum + (part.gtin === gtin ? part.quantity : 0), 0);
  // Goods that left by a word that came late are not held any more; then nothing can be said of lots.
  if (lines.some(({ gtin }) => total(promised, gtin) !== total(wanted, gtin))) return;
  await stock.place(ctx, order, `lots-${newId(ctx.random)}`, [...wanted, ...rest]);
}
