import { z } from "zod";
import { footprintWish, foreignFootprint } from "../../pact/events.ts";
import { footprintMembers, productFootprint, urn } from "../../pact/product-footprint.ts";
import { anchoring } from "../bundle.ts";
import { address, dateTime, hex32 } from "../primitives.ts";
import { party, statementState } from "./traceability.ts";

/** What a partner's access token may do, in PACT's words. */
export const EXCHANGE_SCOPES = ["footprint:list", "footprint:read"] as const;
export const exchangeScope = z.enum(EXCHANGE_SCOPES);
export type ExchangeScope = z.infer<typeof exchangeScope>;

/** Where a partner's own host system is, and how it lets us in. */
export const hostSystem = z.strictObject({
  /** Address before `/3/events`. */
  url: z.url({ protocol: /^https?$/ }).max(500),
  /** Address before `/auth/token` and `/.well-known/openid-configuration`; by default the same. */
  authUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
  clientId: z.string().min(1).max(200),
  clientSecret: z.string().min(1).max(1_000),
});
export type HostSystem = z.infer<typeof hostSystem>;

/** POST /api/exchange/partners */
export const partnerRequest = z.strictObject({ name: z.string().trim().min(1).max(200), host: hostSystem.optional() });

/** An organisation that ours exchanges footprints with. The secret of its host system is never shown. */
export const partnerView = z.object({
  id: z.string(),
  name: z.string(),
  host: hostSystem.omit({ clientSecret: true }).required().nullable(),
  products: z.array(z.string()),
  createdAt: dateTime,
});
export type PartnerView = z.infer<typeof partnerView>;

/** PUT /api/exchange/partners/{id}/products: all that the partner may read, whatever it was before. */
export const sharedProducts = z.strictObject({ productIds: z.array(urn).max(5_000) });

/** POST /api/exchange/partners/{id}/clients */
export const clientRequest = z.strictObject({
  scopes: z
    .array(exchangeScope)
    .min(1)
    .max(2)
    .default([...EXCHANGE_SCOPES]),
});

/** POST /api/exchange/clients/{id}/rotate */
export const rotationRequest = z.strictObject({
  /** How long the old secret, and the tokens that it got, stay good. */
  overlapSeconds: z
    .number()
    .int()
    .min(0)
    .max(30 * 86_400)
    .default(0),
});

/** A client's credentials. The secret is shown here and nowhere again. */
export const clientCredentials = z.object({
  clientId: z.string(),
  clientSecret: z.string(),
  scopes: z.array(exchangeScope),
});
export type ClientCredentials = z.infer<typeof clientCredentials>;

export const clientView = z.object({
  clientId: z.string(),
  scopes: z.array(exchangeScope),
  createdAt: dateTime,
  revokedAt: dateTime.nullable(),
});
export type ClientView = z.infer<typeof clientView>;

/** POST /api/exchange/footprints: the organisation's registered name and own id are added to it. */
export const publishRequest = z
  .strictObject({ ...footprintMembers, companyIds: footprintMembers.companyIds.optional() })
  .omit({ companyName: true });
export type PublishRequest = z.infer<typeof publishRequest>;

/** POST /api/exchange/shipments: publishes a kept footprint of goods for partners. */
export const shipmentRequest = z.strictObject({
  /** Hash of the footprint, as `/api/footprints` names it. */
  footprint: hex32,
  /** Name of the shipment between you and your partners. */
  shipmentId: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .regex(/^[^\p{Cc}]*$/u, "must not hold control characters"),
});
export type ShipmentRequest = z.infer<typeof shipmentRequest>;

/** POST /api/exchange/tocs and /hocs: publishes a row of a factor table as a category of transport or hub operations. */
export const categoryRequest = z.strictObject({ table: hex32, row: z.string().min(1).max(80) });
export type CategoryRequest = z.infer<typeof categoryRequest>;

/** Sums of footprints: whole grams as text. */
const grams = z.string().regex(/^\d{1,30}$/);

/** One line of the report by the GHG Protocol: a holder's grams CO₂e in a month. */
export const scope3Line = z.object({
  /** `2026-04`, UTC. */
  month: z.string(),
  holder: party,
  scope1Grams: grams,
  /** Scope 3, upstream transportation and distribution. */
  category4Grams: grams,
  /** Scope 3, downstream transportation and distribution. */
  category9Grams: grams,
  footprints: z.number().int(),
  /** Parts of some footprints are missing. */
  isLowerBound: z.boolean(),
});
export const scope3Report = z.object({ from: dateTime, until: dateTime, lines: z.array(scope3Line) });
export type Scope3Report = z.infer<typeof scope3Report>;

/** What proves that a footprint is as it was published: recompute digest and commitment, then follow the path to the contract's log. */
export const footprintProof = z.object({
  account: address,
  /** `footprintDigestOf` it. */
  digest: hex32,
  salt: hex32,
  /** `footprintCommitmentOf` digest, salt and account: the leaf of a batch. */
  commitment: hex32,
  state: statementState,
  /** Its place in a batch and in the contract's log; null until it is on chain. */
  anchoring: anchoring.nullable(),
});
export type FootprintProof = z.infer<typeof footprintProof>;

/** A footprint as its owner sees it: what partners get, and what is anchored of it. */
export const publishedFootprint = z.object({ footprint: productFootprint, ...footprintProof.omit({ anchoring: true }).shape });
export type PublishedFootprint = z.infer<typeof publishedFootprint>;

/** The same with its proof. */
export const provenFootprint = z.object({ footprint: productFootprint, ...footprintProof.shape });
export type ProvenFootprint = z.infer<typeof provenFootprint>;

/** GET /api/exchange/deliveries: events for partners. `dead`: given up after three days. */
export const exchangeDelivery = z.object({
  id: z.uuid(),
  /** Whose partner it is for. */
  account: address,
  partnerId: z.string(),
  type: z.string(),
  state: z.enum(["pending", "delivered", "dead"]),
  tries: z.number().int(),
  problem: z.string().nullable(),
  createdAt: dateTime,
  settledAt: dateTime.nullable(),
});
export type ExchangeDelivery = z.infer<typeof exchangeDelivery>;

/** POST /api/exchange/partners/{id}/requests, and what became of it. */
export const footprintRequest = z.object({
  id: z.uuid(),
  partnerId: z.string(),
  wish: footprintWish,
  state: z.enum(["open", "fulfilled", "rejected"]),
  problem: z.string().nullable(),
  createdAt: dateTime,
  answeredAt: dateTime.nullable(),
});
export type FootprintRequest = z.infer<typeof footprintRequest>;

/** GET /api/exchange/received: a partner's footprint; null until it was fetched, with the reason. */
export const receivedFootprint = z.object({
  id: z.guid(),
  partnerId: z.string(),
  footprint: foreignFootprint.nullable(),
  problem: z.string().nullable(),
  announcedAt: dateTime,
  receivedAt: dateTime.nullable(),
});
export type ReceivedFootprint = z.infer<typeof receivedFootprint>;
