import type { Ctx } from "../../platform/context.ts";
import type { Part } from "./stock.domain.ts";
import { heldAfter } from "./stock.service.ts";
import { findMoves } from "./stock.store.ts";

export { granted, post, type Answer } from "./stock.service.ts";
export type { Part, Place, StockRequest } from "./stock.domain.ts";
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
