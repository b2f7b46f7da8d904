import type { OrderEvent, OrderState } from "@waybill/protocol/orders/states";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { nextOrderState } from "./orders.domain.ts";
import { ORDERS_PROBLEMS } from "./orders.errors.ts";
import type { OrderRow } from "./orders.store.ts";

export type TransitionBy = "customer" | "shop" | "saga" | "warehouse";

export interface Transition {
  version: number;
  event: OrderEvent;
  from: OrderState;
  to: OrderState;
  by: TransitionBy;
  cause: string;
  at: Date;
}

/** Somebody else has moved the order on since it was read: read it again, and decide again. */
export class OrderMovedOn extends Error {
  override name = "OrderMovedOn";
}

/**
 * Moves an order on by an event: its state and the row that says why, or neither. The stream of everything is told nothing: anybody reads it, and an order
 * is its customer's, who follows it by itself.
 *
 * @throws {ProblemError} `orders.not-now` for an event that means nothing in the state of the order
 * @throws {OrderMovedOn} when it is not in the version that was read
 */
export async function moveOn(
  ctx: Ctx,
  { id, state, version }: Pick<OrderRow, "id" | "state" | "version">,
  { event, by, cause }: { event: OrderEvent; by: TransitionBy; cause: string },
): Promise<OrderState> {
  const next = nextOrderState(state, event);
  if (next === undefined) throw new ProblemError(ORDERS_PROBLEMS.notNow, { detail: `The order is ${state}.` });
  const at = ctx.clock.now();
  const moved = await selectRows(
    ctx,
    `WITH moved AS (
       UPDATE orders SET state = $3, version = version + 1, moved_at = $4, waits_for = NULL WHERE id = $1 AND version = $2 RETURNING id, version
     ), noted AS (
       INSERT INTO order_transitions (order_id, version, event, from_state, to_state, made_by, cause, at)
       SELECT id, version, $5, $6, $3, $7, $8, $4 FROM moved
     )
     SELECT id FROM moved`,
    [id, version, next, at, event, state, by, cause],
  );
  if (moved.length === 0) throw new OrderMovedOn(`order ${id} is not in version ${version} any more`);
  return next;
}

export async function transitionsOf(ctx: Pick<Ctx, "tx">, order: string): Promise<Transition[]> {
  return selectRows<Transition>(
    ctx,
    `SELECT version, event, from_state AS "from", to_state AS "to", made_by AS by, cause, at FROM order_transitions
     WHERE order_id = $1 ORDER BY version`,
    [order],
  );
}

/** For which time the bank is asked to pay what it has refused: each `ask-again` is another one. */
export function attemptOf(transitions: readonly Pick<Transition, "event">[]): number {
  return 1 + transitions.filter(({ event }) => event === "ask-again").length;
}
