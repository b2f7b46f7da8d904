import type { OrderEvent, OrderState } from "@waybill/protocol/orders/states";

/** State × event → next state. What is not here is refused. */
export const TRANSITIONS: Readonly<Record<OrderState, Readonly<Partial<Record<OrderEvent, OrderState>>>>> = {
  created: { reserve: "reserved", lack: "cancelling", expire: "cancelling", cancel: "cancelling" },
  reserved: { authorise: "authorised", decline: "cancelling", expire: "cancelling", cancel: "cancelling" },
  authorised: { cancel: "cancelling", "ship-part": "shipped-in-part", "ship-rest": "shipped" },
  // What has left stays sold; what is called off is the rest.
  "shipped-in-part": { "ship-part": "shipped-in-part", "ship-rest": "shipped", cancel: "shipped" },
  shipped: { settle: "closed" },
  closed: { return: "closed" },
  // What may still be on its way to being held is let go by its key, whether it is there or not.
  cancelling: { "let-go": "cancelled" },
  cancelled: {},
};

/** @example nextOrderState("cancelled", "authorise"); // undefined: refused */
export function nextOrderState(state: OrderState, event: OrderEvent): OrderState | undefined {
  return TRANSITIONS[state][event];
}
