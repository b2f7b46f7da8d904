import { goodsMoved, orderSummary, orderTransition, orderView } from "@waybill/protocol/schemas/api/orders";
import { z } from "zod";

/** A logistic unit that goods of an order left in: its page has the proof of it once it is open on chain. */
const parcel = z.object({ sscc: z.string(), unit: z.string().nullable().default(null) });
export type Parcel = z.infer<typeof parcel>;

/**
 * An order as its page reads it. States and events stay open: a server that is newer than this page may know more of them, and the page then says
 * what it can.
 */
export const trackedOrder = orderView.extend({
  state: z.string(),
  shipments: z.array(goodsMoved.extend({ parcels: z.array(parcel).default([]) })),
  transitions: z.array(orderTransition.extend({ event: z.string(), from: z.string(), to: z.string() })),
});
export type TrackedOrder = z.infer<typeof trackedOrder>;

export const listedOrder = orderSummary.extend({ state: z.string() });
export type ListedOrder = z.infer<typeof listedOrder>;
