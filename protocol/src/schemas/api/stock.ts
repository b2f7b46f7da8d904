import { z } from "zod";
import { hasValidCheckDigit } from "../../identifiers/check-digit.ts";
import { dateTime } from "../primitives.ts";

/** Far above any delivery of one lot, and far below what a balance can hold. */
const MAX_QUANTITY = 1_000_000;

/** More than deliveries add up to, and a thousandth of what a number holds exactly. */
const MAX_COUNTED = 1_000_000_000_000;

/** A GTIN in its long form, as the ledger names goods. */
export const gtin14 = z
  .string()
  .regex(/^\d{14}$/, "must be 14 digits")
  .refine(hasValidCheckDigit, "must end with the right check digit");

/** The short name of a warehouse, as it stands in addresses: `alpha`. */
export const warehouseName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "must be lower-case letters, digits and hyphens, 40 at most");

/** AI 10: 20 characters of the GS1 set of 82. */
export const lotNumber = z.string().regex(/^[!-"%-?A-Z_a-z]{1,20}$/, "must be 1 to 20 characters of those that GS1 allows in a lot");

/** AI 17 has two digits for the year, none of them before 2000. */
export const expiryDate = z.iso.date().refine((date) => date >= "2000-01-01", "must not be before the year 2000");

const place = {
  warehouse: warehouseName,
  gtin: gtin14,
  lot: lotNumber.nullable().default(null).describe("Null for goods without lots."),
  expiry: expiryDate.nullable().default(null).describe("Last day on which the goods may be sold (AI 17); null when they do not expire."),
};

const reference = z.string().trim().min(1).max(100).optional().describe("What it is for: a delivery note, a count list. No person's name.");

/** POST /api/stock/receipts: goods that came in. */
export const stockReceipt = z.strictObject({ ...place, quantity: z.number().int().min(1).max(MAX_QUANTITY), reference });

/** POST /api/stock/counts: how many are there. */
export const stockCount = z.strictObject({ ...place, counted: z.number().int().min(0).max(MAX_COUNTED), reference });

const placeView = { warehouse: z.string(), gtin: z.string(), lot: z.string().nullable(), expiry: z.string().nullable() };

/**
 * GET /api/stock/balances: what is there of one lot at one warehouse. Available is what is on hand and not reserved; of what has expired, or is where nothing
 * is sold, nothing.
 */
export const stockBalance = z.object({
  ...placeView,
  onHand: z.number().int(),
  reserved: z.number().int(),
  available: z.number().int(),
  isExpired: z.boolean(),
  /** False while nothing of that warehouse is sold: it was removed, or has been away for too long. */
  isSold: z.boolean(),
});
export type StockBalance = z.infer<typeof stockBalance>;

/** GET /api/stock/check: what the last look found that added up all moves; null before the first. */
export const stockCheck = z.object({
  check: z.object({ at: dateTime, places: z.number().int(), drifted: z.number().int() }).nullable(),
});

const bucket = z.enum(["outside", "available", "reserved"]);

/** GET /api/stock/moves: one line of the ledger. A count without a difference is one of quantity 0. */
export const stockMove = z.object({
  id: z.string(),
  ...placeView,
  quantity: z.number().int(),
  from: bucket,
  to: bucket,
  cause: z.enum(["received", "counted", "reserved", "released", "moved", "shipped"]),
  reference: z.string().nullable(),
  /** Key of the reservation that it made or changed. */
  reservation: z.string().nullable(),
  at: dateTime,
});
export type StockMove = z.infer<typeof stockMove>;
