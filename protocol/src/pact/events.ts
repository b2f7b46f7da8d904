import { z } from "zod";
import { dateTime } from "../schemas/primitives.ts";
import { urn } from "./product-footprint.ts";

/** Types of PACT 3's CloudEvents. */
export const PACT_EVENTS = {
  requested: "org.wbcsd.pact.ProductFootprint.RequestCreatedEvent.3",
  fulfilled: "org.wbcsd.pact.ProductFootprint.RequestFulfilledEvent.3",
  rejected: "org.wbcsd.pact.ProductFootprint.RequestRejectedEvent.3",
  published: "org.wbcsd.pact.ProductFootprint.PublishedEvent.3",
} as const;

const MAX_LIST = 1_000;
const MAX_CRITERIA = 100;

const texts = z.array(z.string().min(1).max(500)).min(1).max(MAX_CRITERIA).optional();
const urns = z.array(urn).min(1).max(MAX_CRITERIA).optional();

/** Which footprints somebody asks for: the criteria of ListFootprints, and words for people. */
export const footprintWish = z.object({
  productId: urns,
  companyId: urns,
  geography: texts,
  classification: urns,
  validOn: dateTime.optional(),
  validAfter: dateTime.optional(),
  validBefore: dateTime.optional(),
  status: z.string().max(50).optional(),
  comment: z.string().max(5_000).optional(),
});
export type FootprintWish = z.infer<typeof footprintWish>;

/** A footprint of somebody else's system: what has to be there to know it by, and whatever else it says. */
export const foreignFootprint = z.looseObject({
  id: z.guid(),
  status: z.enum(["Active", "Deprecated"]),
  companyName: z.string().min(1),
  productIds: z.array(urn).min(1).max(1_000),
  pcf: z.looseObject({}),
});
export type ForeignFootprint = z.infer<typeof foreignFootprint>;

const base = { specversion: z.literal("1.0"), id: z.string().min(1).max(500), source: z.string().min(1).max(2_000), time: dateTime };
const requestEventId = z.string().min(1).max(500);

/** An event of PACT 3.0.3 (CloudEvents 1.0, structured). */
export const pactEvent = z.discriminatedUnion("type", [
  z.object({ ...base, type: z.literal(PACT_EVENTS.requested), data: footprintWish }),
  z.object({
    ...base,
    type: z.literal(PACT_EVENTS.fulfilled),
    data: z.object({ requestEventId, pfs: z.array(foreignFootprint).min(1).max(MAX_LIST) }),
  }),
  z.object({
    ...base,
    type: z.literal(PACT_EVENTS.rejected),
    data: z.object({ requestEventId, error: z.object({ code: z.string().max(100), message: z.string().max(5_000) }) }),
  }),
  z.object({ ...base, type: z.literal(PACT_EVENTS.published), data: z.object({ pfIds: z.array(z.guid()).min(1).max(MAX_LIST) }) }),
]);
export type PactEvent = z.infer<typeof pactEvent>;
