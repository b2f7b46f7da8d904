import type { InventoryItem } from "@waybill/protocol/schemas/warehouse/inventory";
import type { Ctx } from "../../../platform/context.ts";
import { newUuid } from "../../../platform/ids.ts";
import { balancesAt, post, type Balance, type StockRequest } from "../../stock/stock.queries.ts";
import type { ShipmentListener } from "../warehouses.ports.ts";
import { endConflicts, openConflict } from "./conflicts.store.ts";

/** Lots of which the ledger was changed, and those of which it could not be. */
export interface Aligned {
  repaired: number;
  conflicts: number;
}

/**
 * Makes the ledger say what a warehouse has on hand. Where more is reserved than is there, nothing more of it is sold, the conflict is noted with
 * both sides, and whoever holds the reservations is told; what it lets go at once counts. The caller has locked the warehouse, and has taken its messages up to there.
 *
 * @param reference what the moves are for
 */
export async function alignLedger(
  ctx: Ctx,
  listener: ShipmentListener,
  { warehouse, said, reference }: { warehouse: string; said: readonly InventoryItem[]; reference: string },
): Promise<Aligned> {
  const placed = said.map((one) => ({ ...one, warehouse }));
  const before = await balancesAt(ctx, placed);
  const differing = placed.filter((one, index) => one.onHand !== before[index]?.onHand);
  const refused = await adjust(ctx, differing, reference);
  let conflicts: readonly InventoryItem[] = refused;
  if (refused.length > 0) {
    const balances = await balancesAt(ctx, refused);
    for (const [index, one] of refused.entries()) await tell(ctx, listener, one, balances[index] as Balance);
    const still = await adjust(ctx, refused, reference);
    const held = await balancesAt(ctx, still);
    // Available is then nothing, and what is reserved is for whoever holds it to move.
    const sellable = still.flatMap((one, index) => {
      const { onHand = 0, reserved = 0 } = held[index] ?? {};
      return onHand > reserved ? [{ ...one, onHand: reserved }] : [];
    });
    await adjust(ctx, sellable, reference);
    conflicts = still;
  }
  await endConflicts(
    ctx,
    warehouse,
    placed.filter((one) => !conflicts.includes(one)),
  );
  return { repaired: differing.length - conflicts.length, conflicts: conflicts.length };
}

type Placed = InventoryItem & { warehouse: string };

async function tell(ctx: Ctx, listener: ShipmentListener, one: Placed, { onHand: ours, reserved }: Balance): Promise<void> {
  const { warehouse, gtin, lot, expiry, onHand: theirs } = one;
  // Once for each conflict: whoever was told may take a while.
  if (!(await openConflict(ctx, warehouse, { gtin, lot, expiry, theirs, ours, reserved }))) return;
  await listener.shortOf(ctx, warehouse, gtin, reserved - theirs);
}

/** @returns those of which more are reserved */
async function adjust<One extends Placed>(ctx: Ctx, lots: readonly One[], reference: string): Promise<One[]> {
  if (lots.length === 0) return [];
  const answers = await post(
    ctx,
    lots.map(({ warehouse, gtin, lot, expiry, onHand }): StockRequest => ({
      ...{ kind: "adjust", key: `warehouse:${newUuid(ctx.random)}`, reference },
      ...{ warehouse, gtin, lot, expiry, counted: onHand },
    })),
  );
  return lots.filter((_, index) => {
    const answer = answers[index];
    if (answer === undefined || !("problem" in answer)) return false;
    if (answer.problem.problem.code !== "stock.counted-below-reserved") throw answer.problem;
    return true;
  });
}
