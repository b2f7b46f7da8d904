import { orderSummary, type OrderRequest } from "@waybill/protocol/schemas/api/orders";
import { useState } from "react";
import { ApiError } from "../../lib/api/errors.ts";
import { without } from "../../lib/cart/lines.ts";
import { useCart } from "../../lib/cart/use-cart.ts";
import { sendOwn } from "../../lib/session/session.ts";
import { endPlacing, placingKey } from "./checkout-draft.ts";

/** Of an order that was placed, all that is needed to go to it. */
const placed = orderSummary.pick({ id: true });

/**
 * What the last attempt came to. `price`: it costs something else now. `elsewhere`: an earlier attempt of this checkout, with other details, may have
 * placed an order.
 */
export type PlacingFailure = { kind: "price" | "elsewhere" } | { kind: "failed"; error: unknown };

/** Places the order of a checkout once, however often it is asked for. */
export function usePlaceOrder(onPlaced: (id: string) => void) {
  const { change } = useCart();
  const [state, setState] = useState<{ placing?: true; failure?: PlacingFailure }>({});
  const place = async (request: OrderRequest) => {
    if (state.placing) return;
    setState({ placing: true });
    try {
      const { id } = await sendOwn("/api/orders", placed, { body: request, idempotencyKey: placingKey() });
      endPlacing();
      // The order is what counts: a cart that could not be emptied is emptied by hand.
      await change(without(request.lines)).catch(() => undefined);
      onPlaced(id);
    } catch (error) {
      setState({ failure: failureOf(error) });
    }
  };
  return {
    ...state,
    place,
    /** Shows the failure no more. The next attempt goes out under the same key where it is not known what became of this one. */
    putAway: () => setState({}),
    /** Somebody has looked: the earlier attempt has placed nothing, or this order is meant besides. */
    startAnew() {
      endPlacing();
      setState({});
    },
  };
}

function failureOf(error: unknown): PlacingFailure {
  if (!(error instanceof ApiError)) return { kind: "failed", error };
  const code = error.problem?.code ?? "";
  if (code === "orders.key-reused" || code === "platform.key-reused") return { kind: "elsewhere" };
  // What was refused has placed nothing. What is not answered yet, or failed on the way, may have.
  const isRefused = error.status < 500 && ![408, 429].includes(error.status) && error.problem?.retryable !== true;
  if (isRefused) endPlacing();
  return code === "orders.price-changed" ? { kind: "price" } : { kind: "failed", error };
}
