import { z } from "zod";
import { dateTime } from "../primitives.ts";
import { countryCode } from "./catalogue.ts";

const MAX_PRICE = 1_000_000_000;
const price = z.number().int().min(0).max(MAX_PRICE);

/** PUT /api/routing-prices: what a plan for an order is charged for, beside what its warehouses cost. In minor units of one currency. */
export const routingPricesRequest = z.strictObject({
  minorPerTonneCo2e: price,
  /** For each shipment after the first. */
  minorPerFurtherShipment: price,
  /** For each warehouse after the first that a line comes from. */
  minorPerSplit: price,
  /** For each piece and each day by which its lot keeps longer than the first to expire, in thousandths of a minor unit. */
  thousandthsPerUnitAndDay: price,
  /** Of a shipment, and of a piece, that leaves a place without a program: the shop's own. */
  ownMinorPerShipment: price,
  ownMinorPerUnit: price,
  /** Of a piece of an article whose weight nobody has told. */
  assumedMassGrams: z.number().int().min(1).max(10_000_000),
});
export type RoutingPricesRequest = z.output<typeof routingPricesRequest>;

/** GET /api/routing-prices: what counts from a time on, until the next. */
export const routingPricesView = routingPricesRequest.extend({
  /** How many have been set; 0 for what the program comes with. */
  number: z.number().int(),
  setAt: dateTime.nullable(),
});
export type RoutingPricesView = z.infer<typeof routingPricesView>;

/** Longer ones would say more of where somebody lives than a plan needs. */
const MAX_PREFIX_CHARACTERS = 3;

/** Where the postal codes of a country that begin with these characters are, in the middle. Letters are capital ones; spaces do not count. */
export const postalArea = z.strictObject({
  prefix: z.string().regex(new RegExp(`^[0-9A-Z]{1,${MAX_PREFIX_CHARACTERS}}$`), "must be one to three digits or capital letters"),
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});
export type PostalArea = z.output<typeof postalArea>;

/** PUT /api/postal-areas/{country}: all that there are of it; the longest prefix of a code counts. */
export const postalAreasRequest = z.strictObject({
  areas: z
    .array(postalArea)
    .max(2_000)
    .refine((areas) => new Set(areas.map(({ prefix }) => prefix)).size === areas.length, "must name each prefix once"),
});
/** GET /api/postal-areas */
export const postalAreasView = postalAreasRequest.extend({ country: countryCode, setAt: dateTime });
export type PostalAreasView = z.infer<typeof postalAreasView>;

/**
 * Up to where distances were taken: the middle of the area of the customer's postal code, that of its country, or none, because nobody knows where the
 * country is.
 */
export const routingDestination = z.enum(["postcode", "country", "nowhere"]);
export type RoutingDestination = z.infer<typeof routingDestination>;
