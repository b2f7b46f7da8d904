import type { Ctx } from "../../platform/context.ts";
import type { Balance, Part, Place } from "./stock.domain.ts";
import { heldAfter } from "./stock.service.ts";
import { findMoves, readBalances } from "./stock.store.ts";

export { granted, post, type Answer } from "./stock.service.ts";
export { listBalancesAt } from "./stock.store.ts";
export type { Balance, Part, Place, StockRequest } from "./stock.domain.ts";
export type { Reserve } from "./reserve-front.ts";

/** Whether the ledger has moves under a key. */
export async function isPosted(ctx: Pick<Ctx, "tx">, key: string): Promise<boolean> {
  return (await findMoves(ctx, [key], [])).length > 0;
}

/** What a reservation holds now, by place; nothing when all of it was shipped or released, undefined when there is none of that key. */
export async function heldBy(ctx: Pick<Ctx, "tx">, reservation: string): Promise<Part[] | undefined> {
  const held = heldAfter(await findMoves(ctx, [], [reservation])).get(reservation);
  return held && [...held.values()];
}

/** The balance of each place, in their order; of nothing where the ledger has never seen it. As it stands now: nothing is locked. */
export function balancesAt(ctx: Pick<Ctx, "tx">, places: readonly Place[]): Promise<Balance[]> {
  return places.length === 0 ? Promise.resolve([]) : readBalances(ctx, places);
}
