import { z } from "zod";
import { orderEvent, orderState } from "../../orders/states.ts";
import { dateTime } from "../primitives.ts";
import { basisPoints, countryCode, minorUnits, money } from "./catalogue.ts";

const gtin = z
  .string()
  .regex(/^\d{8}$|^\d{12,14}$/, "must be a GTIN: 8, 12, 13 or 14 digits")
  .transform((digits) => digits.padStart(14, "0"));

export const MAX_ORDER_LINES = 50;
export const MAX_QUANTITY = 1_000;

/** One line of an address, as it stands on the parcel. */
function addressLine(max: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !/\p{Cc}/u.test(text), "must not hold control characters");
}

/** Where goods go. All but the country is told about somebody, and kept sealed. */
export const deliveryAddress = z.strictObject({
  name: addressLine(100),
  lines: z.array(addressLine(100)).min(1).max(3),
  postcode: addressLine(20),
  city: addressLine(100),
  country: countryCode,
});
export type DeliveryAddress = z.output<typeof deliveryAddress>;

/** POST /api/orders. */
export const orderRequest = z.strictObject({
  lines: z
    .array(z.strictObject({ gtin, quantity: z.number().int().min(1).max(MAX_QUANTITY) }))
    .min(1)
    .max(MAX_ORDER_LINES)
    .refine((lines) => new Set(lines.map((line) => line.gtin)).size === lines.length, "must name each article once"),
  delivery: deliveryAddress,
  /** What the payment provider gave for the means of payment; of the sandbox, `sandbox:approve` and the like. */
  payment: z.strictObject({ token: z.string().regex(/^[\x21-\x7e]{1,200}$/, "must be a token of the payment provider") }),
  /** What the customer was shown; where it is not the price any more, the order is refused. */
  total: z.strictObject(money.shape).optional(),
});
export type OrderRequest = z.output<typeof orderRequest>;

/** The address as whoever asks may read it; null where nothing of it is left or shown. */
export const shownAddress = z.object({
  name: z.string().nullable(),
  lines: z.array(z.string()).nullable(),
  postcode: z.string().nullable(),
  city: z.string().nullable(),
  country: countryCode,
});

export const orderLine = z.object({
  number: z.number().int(),
  gtin: z.string(),
  title: z.string(),
  quantity: z.number().int(),
  /** What one cost when the order was placed. */
  unitMinor: minorUnits,
  amountMinor: minorUnits,
  /** In the amount. */
  taxMinor: minorUnits,
  taxBasisPoints: basisPoints,
  /** How many have left, and how many of those came back. */
  shipped: z.number().int(),
  returned: z.number().int(),
});

/**
 * Where the payment of an order stands, by what its provider has done.
 * - asked: nothing is decided. - challenged: the customer's bank asks the customer. - authorised: held. - declined. - voided: let go.
 * - captured: some was taken, for what has left. - refunded: all that was taken went back.
 */
export const paymentState = z.enum(["asked", "challenged", "authorised", "declined", "voided", "captured", "refunded"]);
export type PaymentState = z.infer<typeof paymentState>;

/** Whoever made a transition: the customer, the shop's people, or the saga itself. */
export const transitionBy = z.enum(["customer", "shop", "saga"]);

export const orderTransition = z.object({
  version: z.number().int(),
  event: orderEvent,
  from: orderState,
  to: orderState,
  by: transitionBy,
  cause: z.string(),
  at: dateTime,
});

/** Goods that left together, or came back together. */
export const goodsMoved = z.object({
  id: z.string(),
  at: dateTime,
  lines: z.array(z.object({ number: z.number().int(), quantity: z.number().int() })),
  /** What they are worth; with the delivery, which is paid with the first that leave. */
  amountMinor: minorUnits,
  /** Whether the money was taken, or went back. */
  isPaid: z.boolean(),
});

export const orderSummary = z.object({
  id: z.string(),
  state: orderState,
  placedAt: dateTime,
  total: money,
  /** How many articles, and how many pieces of them. */
  lines: z.number().int(),
  pieces: z.number().int(),
});

/** GET /api/orders/{id}. */
export const orderView = orderSummary.omit({ lines: true, pieces: true }).extend({
  version: z.number().int(),
  lines: z.array(orderLine),
  goodsMinor: minorUnits,
  shippingMinor: minorUnits,
  /** In the total. */
  taxMinor: minorUnits,
  delivery: shownAddress,
  payment: z.object({
    provider: z.string(),
    state: paymentState,
    /** What is held; 0 when nothing is, or not any more. */
    heldMinor: minorUnits,
    capturedMinor: minorUnits,
    refundedMinor: minorUnits,
  }),
  shipments: z.array(goodsMoved),
  returns: z.array(goodsMoved),
  transitions: z.array(orderTransition),
});
export type OrderView = z.infer<typeof orderView>;

/** POST /api/orders/{id}/challenge. */
export const challengeAnswer = z.strictObject({ code: z.string().regex(/^[\x21-\x7e]{1,64}$/, "must be a code of printable characters") });

/** POST /api/orders/{id}/shipments and …/returns: which lines, and how many of each. */
export const goodsMovedRequest = z.strictObject({
  lines: z
    .array(z.strictObject({ number: z.number().int().min(1).max(MAX_ORDER_LINES), quantity: z.number().int().min(1).max(MAX_QUANTITY) }))
    .min(1)
    .max(MAX_ORDER_LINES)
    .refine((lines) => new Set(lines.map((line) => line.number)).size === lines.length, "must name each line once"),
});
export type GoodsMovedRequest = z.output<typeof goodsMovedRequest>;
