import { z } from "zod";
import { address, dateTime, hex32, subject } from "../schemas/primitives.ts";
import { MODES, slug } from "./factor-table.ts";
import { distanceMetres, energyMilliunits, massGrams, wholeText } from "./whole.ts";

/** What goods went through, in the terms of ISO 14083: what a footprint is computed from. */

/** Where something happened. */
export const chainPlace = z.object({
  /** 13 digits; null for a place without one. */
  gln: z
    .string()
    .regex(/^\d{13}$/)
    .nullable(),
  name: z.string().max(200).nullable(),
  /** Millionths of a degree; both or neither. */
  latitudeMicrodegrees: z.number().int().min(-90_000_000).max(90_000_000).nullable(),
  longitudeMicrodegrees: z.number().int().min(-180_000_000).max(180_000_000).nullable(),
});
export type ChainPlace = z.infer<typeof chainPlace>;

/** What says so: a statement, with JSON Pointers into its event; or, where `statement` is null, master data, in words. */
export const evidence = z.object({ statement: hex32.nullable(), says: z.string().min(1).max(300) });
export type Evidence = z.infer<typeof evidence>;

/** What departures and arrivals say of a transport: statements with these words are the transport's own. */
export const TELLS_OF_TRANSPORT = "/bizStep, /sourceList, /destinationList, /readPoint, and the fields of transport";

/** A row of a factor table, by the table's hash. */
export const factorReference = z.object({ table: hex32, row: slug });
export type FactorReference = z.infer<typeof factorReference>;

/** Load in percent of the vehicle's capacity, and empty kilometres per hundred laden ones. */
const loadPercent = z.number().int().min(1).max(100);
const emptyPercent = z.number().int().min(0).max(1_000);

/** Energy that somebody measured. */
const energyUse = z.object({ factor: factorReference, milliunits: energyMilliunits });
export type EnergyUse = z.infer<typeof energyUse>;

/**
 * How an element's emissions are known, best first: `primary` from energy that was measured for a trip or a hub, empty running and cooling
 * included, of which the goods bear their part by mass; `modelled` from a vehicle's load and empty running; `default` from an average intensity.
 */
export const transportCalculation = z.discriminatedUnion("data", [
  z.object({ data: z.literal("primary"), energy: z.array(energyUse).min(1).max(20), loadGrams: massGrams }),
  z.object({ data: z.literal("modelled"), factor: factorReference, loadPercent, emptyPercent }),
  z.object({ data: z.literal("default"), factor: factorReference }),
]);
export const hubCalculation = z.discriminatedUnion("data", [
  z.object({ data: z.literal("primary"), energy: z.array(energyUse).min(1).max(20), throughputGrams: massGrams }),
  z.object({ data: z.literal("default"), factor: factorReference }),
]);

/**
 * Distance of a transport activity. `sfd` is the shortest feasible one as somebody stated it; `gcd` the great circle between the two places,
 * as air freight is counted; `modelled` the great circle lengthened by a detour, where nobody stated a distance.
 */
export const transportDistance = z.discriminatedUnion("basis", [
  z.object({ basis: z.literal("sfd"), metres: distanceMetres }),
  z.object({ basis: z.literal("gcd"), metres: distanceMetres, addedMetres: wholeText(1_000_000n) }),
  z.object({ basis: z.literal("modelled"), metres: distanceMetres, detourPercent: z.number().int().min(0).max(100) }),
]);
export type TransportDistance = z.infer<typeof transportDistance>;

/** The part of an element that flows on into the goods asked about, by mass: through what was made of them, or packed with them. */
export const allocation = z.object({
  by: z.literal("mass"),
  partGrams: massGrams,
  wholeGrams: massGrams,
  /** What joins the two, in words: "100 of 500 cases became salad". */
  what: z.string().min(1).max(300),
  evidence: z.array(evidence).max(20),
});
export type Allocation = z.infer<typeof allocation>;

/** Units within units that an element names. */
export const MAX_UNITS = 20;

const element = {
  /** Unique within the chain. */
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,39}$/, "must be a short name of lower-case letters, digits, points and hyphens"),
  /** The goods that were moved or handled. */
  subject,
  /** All of them, before any allocation. */
  massGrams,
  /** Who carried or handled; who paid for it. Null where nobody says so. */
  operator: address.nullable(),
  payer: address.nullable(),
  allocations: z.array(allocation).max(32),
  /** Logistic units that the goods were in, the innermost first: their footprints count the same emission. Footprints of before name none. */
  units: z.array(subject).max(MAX_UNITS).optional(),
  /** What the goods became a part of on their way into the goods asked about, in order. */
  became: z.array(subject).max(32).optional(),
  evidence: z.array(evidence).max(50),
};

/** Transport with one vehicle category from place to place (TCE with a TOC). */
export const transportChainElement = z.object({
  ...element,
  kind: z.literal("transport"),
  mode: z.enum(MODES),
  from: chainPlace,
  to: chainPlace,
  /** Who sent the goods and who took them in, as far as known. */
  shipper: address.nullable(),
  receiver: address.nullable(),
  departedAt: dateTime.nullable(),
  arrivedAt: dateTime.nullable(),
  distance: transportDistance,
  calculation: transportCalculation,
});
export type TransportChainElement = z.infer<typeof transportChainElement>;

/** Handling at a place between two transports (TCE with a HOC). */
export const hubOperation = z.object({
  ...element,
  kind: z.literal("hub"),
  at: chainPlace,
  calculation: hubCalculation,
});
export type HubOperation = z.infer<typeof hubOperation>;

export const chainElement = z.discriminatedUnion("kind", [transportChainElement, hubOperation]);
export type ChainElement = z.infer<typeof chainElement>;

/** What belongs to the chain and could not be computed, or is `contested`: counted by one of several accounts. A chain with one is never complete. */
export const missingElement = z.object({
  reason: z.enum([
    "no-transport-reported",
    "no-arrival-reported",
    "no-mode",
    "no-mass",
    "no-coordinates",
    "no-factor",
    "no-hub-data",
    "no-origin",
    "no-share",
    "unreadable",
    "contradiction",
    "contested",
    "too-large",
  ]),
  subject,
  from: chainPlace.nullable(),
  to: chainPlace.nullable(),
  /** What is missing, in a sentence. */
  what: z.string().min(1).max(500),
  evidence: z.array(evidence).max(50),
});
export type MissingElement = z.infer<typeof missingElement>;

/** Chains with more elements are asked about part by part. */
export const MAX_ELEMENTS = 1_000;

/** All elements that goods went through, in order, and what is missing among them. */
export const transportChain = z
  .object({
    subject,
    /** Mass of the goods that the footprint is of, packaging included; null where nobody states it. */
    massGrams: massGrams.nullable(),
    /** How many units the goods are, and how many pieces each holds; null where they are not counted. */
    units: z.object({ count: wholeText(10n ** 12n, 1n), uom: z.string().max(3).nullable(), pieces: wholeText(10n ** 6n, 1n) }).nullable(),
    /** What says how much there is of the goods: of their mass and their units. Footprints of before do not say. */
    massEvidence: z.array(evidence).max(20).optional(),
    elements: z.array(chainElement).max(MAX_ELEMENTS),
    missing: z.array(missingElement).max(MAX_ELEMENTS),
    /** The footprint that this one takes the place of, by its hash. */
    preceding: hex32.nullable(),
  })
  .superRefine(({ elements }, context) => {
    const seen = new Set<string>();
    for (const [index, { id }] of elements.entries()) {
      if (seen.has(id))
        context.addIssue({ code: "custom", path: ["elements", index, "id"], message: "is the ID of an earlier element, too" });
      seen.add(id);
    }
  });
export type TransportChain = z.infer<typeof transportChain>;
