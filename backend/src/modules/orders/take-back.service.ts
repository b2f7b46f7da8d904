import type { ReturnRequest } from "@waybill/protocol/schemas/api/orders";
import type { Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { findMoved } from "./goods-moved.store.ts";
import { moveGoods } from "./move-goods.service.ts";
import { ORDERS_PROBLEMS } from "./orders.errors.ts";
import type { Stock, Warehouses } from "./orders.ports.ts";
import type { OrderRow } from "./orders.store.ts";

/**
 * Notes what came back, and what becomes of it: on a shelf of the shop's people, written off, or left to the floor of a warehouse with a program, which
 * receives it and tells of that by itself.
 *
 * @param order locked
 * @returns false where that was noted before
 * @throws {ProblemError} `orders.received-elsewhere`, and what `moveGoods` refuses
 */
export async function takeBack(
  ctx: Ctx,
  { stock, warehouses }: { stock: Stock; warehouses: Warehouses },
  order: OrderRow,
  { key, lines }: ReturnRequest & { key: string },
): Promise<boolean> {
  if ((await findMoved(ctx, order.id, key)) === undefined) {
    const programs = new Set((await warehouses.list(ctx)).map(({ id }) => id));
    const errors = lines.flatMap(({ to }, index) => {
      if (to.kind === "write-off" || programs.has(to.warehouse) === (to.kind === "floor")) return [];
      const message = to.kind === "floor" ? "has no program: say `restock`" : "is received by the warehouse itself: say `floor`";
      return [{ pointer: `/lines/${index}/to/warehouse`, message }];
    });
    if (errors.length > 0) throw new ProblemError(ORDERS_PROBLEMS.receivedElsewhere, { errors });
  }
  return moveGoods(ctx, stock, order, { kind: "return", key, lines });
}
