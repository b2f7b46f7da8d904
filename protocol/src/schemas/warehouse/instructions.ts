import { z } from "zod";
import { deliveryAddress } from "../api/orders.ts";
import { expiryDate, gtin14, lotNumber } from "../api/stock.ts";
import { dateTime } from "../primitives.ts";

/** Goods of one line, lot and expiry. */
export const instructedGoods = z.strictObject({
  line: z.number().int().min(1),
  gtin: gtin14,
  lot: lotNumber.nullable(),
  expiry: expiryDate.nullable(),
  quantity: z.number().int().min(1).max(1_000_000),
});
export type InstructedGoods = z.output<typeof instructedGoods>;

/** Grows with every word to a warehouse about one fulfilment order: what is older than what it has heard is refused. */
const fence = z.number().int().min(1);

/** PUT /shipments/{id} of a warehouse: pack these goods. The id is that of the fulfilment order; the same words again change nothing. */
export const shipmentInstruction = z.strictObject({
  fence,
  order: z.string().min(1).max(64),
  goods: z
    .array(instructedGoods.extend({ title: z.string().min(1).max(500) }))
    .min(1)
    .max(500),
  delivery: deliveryAddress,
});
export type ShipmentInstruction = z.output<typeof shipmentInstruction>;

/**
 * What a warehouse does about an instruction. `accepted`: all of it is held there. `partly`: what is in `goods` is, the rest is not there.
 * `impossible`: nothing is. Lots are its own choice where it has as much of others.
 */
export const instructionAnswer = z.object({
  fence,
  answer: z.enum(["accepted", "partly", "impossible"]),
  goods: z.array(instructedGoods),
});
export type InstructionAnswer = z.infer<typeof instructionAnswer>;

/** POST /shipments/{id}/withdrawal of a warehouse: do not pack it. */
export const withdrawal = z.strictObject({ fence });

/** Whether it could be called back. `too-late`: it has left, and its message is on the way. What was never heard of is withdrawn as well. */
export const withdrawalAnswer = z.object({ fence, answer: z.enum(["withdrawn", "too-late"]) });
export type WithdrawalAnswer = z.infer<typeof withdrawalAnswer>;

/**
 * Of POST /shipments/{id}/forget of a warehouse: whose order it was is erased. Where it went opens no more there, also in copies of its database.
 * What was never heard of is forgotten as well; one that is under way is refused, until it was called off or has left.
 */
export const forgetAnswer = z.object({ answer: z.literal("forgotten") });
export type ForgetAnswer = z.infer<typeof forgetAnswer>;

/** A parcel: one logistic unit of the warehouse. */
export const parcel = z.strictObject({
  /** 18 digits. */
  sscc: z.string().regex(/^\d{18}$/),
  goods: z.array(instructedGoods).min(1),
});
export type Parcel = z.output<typeof parcel>;

/** Where the proof of a parcel is: its unit in the contract, by which the page /units/{unit} finds it. */
export const parcelProof = z.strictObject({
  sscc: parcel.shape.sscc,
  unit: z.string().regex(/^0x[0-9a-f]{64}$/),
  events: z.array(z.string().max(500)).max(20),
});

const about = { id: z.uuid(), sequence: z.number().int().min(1), at: dateTime };
const aboutShipment = { ...about, shipment: z.string().min(1).max(64), fence };

/**
 * What a warehouse tells the shop, once each and in the order of their sequence.
 * - packed: asks to let go of it: nothing leaves before the shop has answered `go`.
 * - short: a picker found less than the ledger says; what is in `goods` is missing.
 * - shipped: it has left.
 * - proven: where the proof of its parcels is.
 * - stock: how many are on hand of one lot, after everything told before.
 */
export const warehouseMessage = z.discriminatedUnion("kind", [
  z.strictObject({ ...aboutShipment, kind: z.literal("packed"), parcels: z.array(parcel).min(1).max(100) }),
  z.strictObject({ ...aboutShipment, kind: z.literal("short"), goods: z.array(instructedGoods).min(1) }),
  z.strictObject({
    ...aboutShipment,
    kind: z.literal("shipped"),
    carrier: z.string().max(100).nullable(),
    tracking: z.string().max(100).nullable(),
  }),
  z.strictObject({ ...aboutShipment, kind: z.literal("proven"), parcels: z.array(parcelProof).min(1).max(100) }),
  z.strictObject({
    ...about,
    kind: z.literal("stock"),
    gtin: gtin14,
    lot: lotNumber.nullable(),
    expiry: expiryDate.nullable(),
    onHand: z.number().int().min(0),
    cause: z.enum(["received", "counted", "damaged", "shipped"]),
  }),
]);
export type WarehouseMessage = z.output<typeof warehouseMessage>;

/** POST /api/warehouses/{id}/messages: the next messages, from the one after the last that was taken. */
export const warehouseMessages = z.strictObject({ instance: z.uuid(), messages: z.array(warehouseMessage).min(1).max(500) });

/** Up to which sequence messages are taken, and what became of those that asked: `go`, or `stale` where the shop has other plans: unpack it. */
export const messagesAnswer = z.object({
  taken: z.number().int().min(0),
  verdicts: z.array(z.object({ id: z.uuid(), verdict: z.enum(["go", "stale"]) })),
});
export type MessagesAnswer = z.infer<typeof messagesAnswer>;
