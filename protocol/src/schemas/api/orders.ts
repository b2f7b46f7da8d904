import { z } from "zod";
import { orderEvent, orderState } from "../../orders/states.ts";
import { dateTime } from "../primitives.ts";
import { routingDestination, routingPricesView } from "./routing.ts";
import { expiryDate, lotNumber, warehouseName } from "./stock.ts";
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
  /** How many nobody has any more: they will not leave, and are not paid. */
  calledOff: z.number().int(),
});

/**
 * Where the payment of an order stands, by what its provider has done.
 * - asked: nothing is decided. - challenged: the customer's bank asks the customer. - authorised: held. - declined. - voided: let go.
 * - lapsed: the bank holds it no more, and nothing was taken. - captured: some was taken, for what has left. - refunded: all that was taken went back.
 */
export const paymentState = z.enum(["asked", "challenged", "authorised", "declined", "voided", "lapsed", "captured", "refunded"]);
export type PaymentState = z.infer<typeof paymentState>;

/** Whoever made a transition: the customer, the shop's people, the saga itself, or the message of a warehouse. */
export const transitionBy = z.enum(["customer", "shop", "saga", "warehouse"]);

export const orderTransition = z.object({
  version: z.number().int(),
  event: orderEvent,
  from: orderState,
  to: orderState,
  by: transitionBy,
  cause: z.string(),
  at: dateTime,
});

/**
 * What the stream of an order tells besides its transitions: what else has changed of what GET /api/orders/{id} shows, and what it is about.
 * - part, packed, proven: of a fulfilment order, by its id. - payment: by what was done to it: challenge, authorise, capture, refund and the like.
 * - shipment, return, paid: goods that left, came back, and whose money was taken or went back, by their id. - called-off: a line, by its number.
 * - waits: in words.
 */
export const orderNews = z.object({
  kind: z.enum(["part", "packed", "proven", "payment", "shipment", "return", "paid", "called-off", "waits"]),
  about: z.string().nullable(),
});
export type OrderNews = z.infer<typeof orderNews>;

/** What the stream of all orders tells: of which order something has changed, its number in the order's own stream, and what. `anew`, which names none: everything is to be asked for again. */
export const newsOfOrders = z.union([
  z.object({ order: z.string(), sequence: z.number().int(), kind: z.enum(["transition", ...orderNews.shape.kind.options]) }),
  z.object({}),
]);

/** Goods that left together, or came back together. */
export const goodsMoved = z.object({
  id: z.string(),
  at: dateTime,
  lines: z.array(z.object({ number: z.number().int(), quantity: z.number().int() })),
  /** What they are worth; with the delivery, which is paid with the first that leave. */
  amountMinor: minorUnits,
  /** Of that, what nobody pays any more: it was written off as unpaid, or is set off against what was. */
  waivedMinor: minorUnits.default(0),
  /** Whether the rest was taken, or went back. */
  isPaid: z.boolean(),
});

/** What becomes of goods that came back: on the shelf of a place that the shop's people pack, gone for good, or for the floor of a warehouse with a program to receive. */
const restock = { kind: z.literal("restock"), warehouse: warehouseName, lot: lotNumber.nullable(), expiry: expiryDate.nullable() };
const writeOff = { kind: z.literal("write-off") };
const floor = { kind: z.literal("floor"), warehouse: warehouseName };
export const disposition = z.discriminatedUnion("kind", [z.strictObject(restock), z.strictObject(writeOff), z.strictObject(floor)]);
export type Disposition = z.output<typeof disposition>;

/** Goods that came back; nobody has said what became of them where `to` is null. */
export const returnOfOrder = goodsMoved.extend({
  lines: z.array(
    z.object({
      ...{ number: z.number().int(), quantity: z.number().int() },
      to: z.discriminatedUnion("kind", [z.object(restock), z.object(writeOff), z.object(floor)]).nullable(),
    }),
  ),
});

/** Goods that have left, with what their warehouse has told of their parcels. */
export const shipmentOfOrder = goodsMoved.extend({
  /** The logistic units of a warehouse with a program; each leads to its proof, once there is one. */
  parcels: z.array(z.object({ sscc: z.string(), unit: z.string().nullable() })),
  carrier: z.string().nullable(),
  tracking: z.string().nullable(),
});

/** What one warehouse is to ship of an order. */
export const fulfilmentView = z.object({
  id: z.string(),
  warehouse: z.string(),
  /** open: nobody was told. held: nobody is to be told. instructed: its warehouse was told, or is being told. */
  state: z.enum(["open", "held", "instructed", "shipped", "cancelled"]),
  heldFor: z.string().nullable(),
  /** Why it came to nothing. */
  endedFor: z.enum(["called-off", "lacking", "expired", "gone-away", "lost", "merged", "planned-anew"]).nullable(),
  /** Whether a program of the warehouse packs it, or the shop's people. */
  hasProgram: z.boolean(),
  /** Told, and not answered. */
  isAsked: z.boolean(),
  /** Packed, and may leave. */
  isLetGo: z.boolean(),
  /** Packed, and nobody can say any more whether it has left: its warehouse has another database. */
  isLost: z.boolean(),
  /** What is done with it as soon as its warehouse, which is asked, has given it back; of a held one, that it is merged when the other is back. */
  wanted: z.enum(["hold", "move", "split", "merge", "release"]).nullable(),
  goods: z.array(
    z.object({
      line: z.number().int(),
      gtin: z.string(),
      lot: z.string().nullable(),
      expiry: z.string().nullable(),
      quantity: z.number().int(),
    }),
  ),
});
export type FulfilmentView = z.infer<typeof fulfilmentView>;

export const orderSummary = z.object({
  id: z.string(),
  state: orderState,
  placedAt: dateTime,
  total: money,
  /** How many articles, and how many pieces of them. */
  lines: z.number().int(),
  pieces: z.number().int(),
  /** Whether a warehouse's part of it is held by the shop's people. */
  isHeld: z.boolean(),
});

export const paymentKind = z.enum(["challenge", "authorise", "decline", "void", "lapse", "capture", "refuse", "give-up", "refund"]);

/** What was done about the money of an order. */
export const paymentEntry = z.object({
  id: z.string(),
  order: z.string(),
  provider: z.string(),
  kind: paymentKind,
  amount: money,
  /** What the provider says about it, in its own words. */
  reason: z.string().nullable(),
  at: dateTime,
});
export type PaymentEntry = z.infer<typeof paymentEntry>;

/** Goods of an order that came back together. */
export const returnSummary = z.object({
  id: z.string(),
  order: z.string(),
  at: dateTime,
  pieces: z.number().int(),
  amount: money,
  /** Whether the money has gone back. */
  isPaid: z.boolean(),
});
export type ReturnSummary = z.infer<typeof returnSummary>;

/** GET /api/orders/{id}. */
export const orderView = orderSummary.omit({ lines: true, pieces: true, isHeld: true }).extend({
  version: z.number().int(),
  /** Number of the newest event of its stream that this answer holds: followed from there, nothing is missed. */
  told: z.number().int(),
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
  /** What it waits for that nobody in the shop does at once, in words. */
  waitsFor: z.string().nullable(),
  fulfilments: z.array(fulfilmentView),
  shipments: z.array(shipmentOfOrder),
  returns: z.array(returnOfOrder),
  transitions: z.array(orderTransition),
});
export type OrderView = z.infer<typeof orderView>;

/** POST /api/orders/{id}/challenge. */
export const challengeAnswer = z.strictObject({ code: z.string().regex(/^[\x21-\x7e]{1,64}$/, "must be a code of printable characters") });

/** Why somebody did something, in one line. */
const reason = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((text) => !/\p{Cc}/u.test(text), "must not hold control characters");

/** POST /api/orders/{id}/shipments: which lines, and how many of each. */
export const goodsMovedRequest = z.strictObject({
  lines: z
    .array(z.strictObject({ number: z.number().int().min(1).max(MAX_ORDER_LINES), quantity: z.number().int().min(1).max(MAX_QUANTITY) }))
    .min(1)
    .max(MAX_ORDER_LINES)
    .refine((lines) => new Set(lines.map((line) => line.number)).size === lines.length, "must name each line once"),
});
export type GoodsMovedRequest = z.output<typeof goodsMovedRequest>;

/** POST /api/orders/{id}/returns: which lines, how many of each, and what becomes of them. A line may be named once for each thing that becomes of it. */
export const returnRequest = z.strictObject({
  lines: z
    .array(
      z.strictObject({
        ...{ number: z.number().int().min(1).max(MAX_ORDER_LINES), quantity: z.number().int().min(1).max(MAX_QUANTITY) },
        to: disposition,
      }),
    )
    .min(1)
    .max(2 * MAX_ORDER_LINES),
});
export type ReturnRequest = z.output<typeof returnRequest>;

/**
 * POST /api/orders/{id}/refused-payment: what is done about money that the bank does not pay for what has left. The note is shown to the customer: name
 * nobody in it.
 */
export const refusedPaymentRequest = z.discriminatedUnion("act", [
  z.strictObject({ act: z.literal("ask-again") }),
  z.strictObject({ act: z.literal("write-off"), note: reason }),
]);
export type RefusedPaymentRequest = z.output<typeof refusedPaymentRequest>;

const pricedParts = z.object({
  shipments: z.number().int(),
  furtherShipments: z.number().int(),
  handling: z.number().int(),
  carriage: z.number().int(),
  co2e: z.number().int(),
  splits: z.number().int(),
  lateness: z.number().int(),
});

/** GET /api/orders/{id}/routing: each time that it was decided who ships what, the newest first. Costs are thousandths of a minor unit. */
export const orderRouting = z.object({
  decisions: z.array(
    z.object({
      number: z.number().int(),
      at: dateTime,
      madeFor: z.string(),
      /** SHA-256 of the problem: the same problem has the same plan. */
      problemDigest: z.string(),
      solver: z.string(),
      /** What the plan costs, part by part. */
      objective: z.number().int(),
      parts: pricedParts,
      /** No plan costs less than the bound; the gap is what the plan may cost too much at most. */
      bound: z.number().int(),
      gap: z.number().int(),
      isProven: z.boolean(),
      /** What the usual rule of shops would have cost: warehouses by rank. */
      greedyObjective: z.number().int(),
      savedBesideGreedy: z.number().int(),
      shipments: z.array(
        z.object({ warehouse: z.string(), units: z.number().int(), massGrams: z.number().int(), co2eGrams: z.number().int() }),
      ),
      assignments: z.array(
        z.object({
          ...{ line: z.number().int(), gtin: z.string(), warehouse: z.string(), lot: z.string().nullable(), expiry: z.string().nullable() },
          quantity: z.number().int(),
        }),
      ),
      short: z.array(z.object({ line: z.number().int(), quantity: z.number().int() })),
      /** What was looked at: terms of each place that had something. */
      warehouses: z.array(
        z.object({
          ...{ warehouse: z.string(), isExcluded: z.boolean(), distanceMetres: z.number().int(), minorPerShipment: z.number().int() },
          ...{
            minorPerUnit: z.number().int(),
            minorPerTonneKilometre: z.number().int(),
            co2eMilligramsPerTonneKilometre: z.number().int(),
          },
        }),
      ),
      /** Nothing was taken from there: of one article, or of any where there is none. */
      excluded: z.array(z.object({ warehouse: z.string(), gtin: z.string().nullable(), why: z.enum(["away", "paused", "lacking"]) })),
      /** Lines whose articles weigh what nobody has told: what `prices` says was taken. */
      assumedMass: z.array(z.number().int()),
      /** Up to where distances were taken. */
      destination: routingDestination,
      /** What counted when it was decided; see GET /api/routing-prices. */
      prices: routingPricesView.pick({
        number: true,
        minorPerTonneCo2e: true,
        minorPerFurtherShipment: true,
        minorPerSplit: true,
        thousandthsPerUnitAndDay: true,
        assumedMassGrams: true,
      }),
    }),
  ),
});
export type OrderRouting = z.infer<typeof orderRouting>;

/** POST /api/orders/{id}/hold, and /api/orders/{id}/fulfilments/{fid}/hold. The reason is shown to the customer: name nobody in it. */
export const holdRequest = z.strictObject({
  reason,
});
/** …/move: to another warehouse, which must have all of it. */
export const moveRequest = z.strictObject({ warehouse: z.string().min(1).max(100) });
/** …/split: what becomes a fulfilment order of its own. */
export const splitRequest = z.strictObject({ lines: goodsMovedRequest.shape.lines });
/** …/clear-up: of what a warehouse was let go of before it lost its database, whether it has left, as people have found out. */
export const clearUpRequest = z.strictObject({ hasLeft: z.boolean() });
/** …/merge: with which other one, at the same warehouse. */
export const mergeRequest = z.strictObject({ other: z.string().min(1).max(64) });
