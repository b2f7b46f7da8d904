import type { OrderEvent, OrderState } from "@waybill/protocol/orders/states";

/** State × event → next state. What is not here is refused. */
export const TRANSITIONS: Readonly<Record<OrderState, Readonly<Partial<Record<OrderEvent, OrderState>>>>> = {
  created: { reserve: "reserved", lack: "cancelling", expire: "cancelling", cancel: "cancelling" },
  reserved: { authorise: "authorised", decline: "cancelling", expire: "cancelling", cancel: "cancelling" },
  authorised: { route: "routed", "call-off": "authorised", lack: "cancelling", cancel: "cancelling" },
  // Nobody was told: the order leaves this state before the first word goes out.
  routed: { instruct: "instructed", reroute: "routed", "call-off": "routed", lack: "cancelling", cancel: "cancelling" },
  instructed: {
    ...{ instruct: "instructed", reroute: "instructed", "call-off": "instructed", lack: "cancelling", cancel: "withdrawing" },
    ...{ "ship-part": "shipped-in-part", "ship-rest": "shipped" },
  },
  // What has left stays sold; what is lacking, or called off, is the rest.
  "shipped-in-part": {
    ...{ instruct: "shipped-in-part", reroute: "shipped-in-part", "call-off": "shipped-in-part", lack: "shipped", cancel: "withdrawing" },
    // A parcel that has arrived may come back while the rest is waited for.
    ...{ "ship-part": "shipped-in-part", "ship-rest": "shipped", return: "shipped-in-part" },
    ...{ "ask-again": "shipped-in-part", "write-off": "shipped-in-part" },
  },
  // Shipments that were faster than the word back are taken in.
  withdrawing: { "ship-part": "withdrawing", "ship-rest": "shipped", withdraw: "cancelling", "withdraw-rest": "shipped" },
  shipped: { settle: "closed", return: "shipped", "ask-again": "shipped", "write-off": "shipped" },
  closed: { return: "closed" },
  // What may still be on its way to being held is let go by its key, whether it is there or not.
  cancelling: { "let-go": "cancelled" },
  cancelled: {},
};

/** @example nextOrderState("cancelled", "authorise"); // undefined: refused */
export function nextOrderState(state: OrderState, event: OrderEvent): OrderState | undefined {
  return TRANSITIONS[state][event];
}
