import { z } from "zod";
import { address, hex32 } from "../schemas/primitives.ts";
import { intensity, slug } from "./factor-table.ts";
import { hubOperation, MAX_ELEMENTS, transportChain, transportChainElement } from "./transport-chain.ts";
import { co2eGrams } from "./whole.ts";

/** Grams CO₂e; `wtt` is what `ttw` leaves of `wtw`, so the two always add up. */
const emissions = z.object({ ttw: co2eGrams, wtt: co2eGrams, wtw: co2eGrams });
export type Emissions = z.infer<typeof emissions>;

/** How an element's number came about. */
const computed = {
  /** The formula: transport activity × intensity, throughput × intensity, or energy × factor × part of the load. */
  rule: z.enum(["transport", "throughput", "energy"]),
  /** What was multiplied with, per tonne-kilometre or tonne; null where energy was measured. */
  intensity: intensity.nullable(),
  /** Of the goods asked about: after allocation, rounded up once. */
  emissions,
};

export const footprintElement = z.discriminatedUnion("kind", [transportChainElement.extend(computed), hubOperation.extend(computed)]);
export type FootprintElement = z.infer<typeof footprintElement>;

/** An organisation's part of the transport emissions, by the GHG Protocol. */
export const scopeShare = z.object({
  account: address,
  /** It carried or handled the goods itself. */
  scope1: co2eGrams,
  /** Category 4: brought the goods to it, or was paid by it. */
  upstream: co2eGrams,
  /** Category 9: after it sent the goods away, paid by others. */
  downstream: co2eGrams,
});
export type ScopeShare = z.infer<typeof scopeShare>;

/**
 * Transport emissions of goods, well to wheel, in the shape of ISO 14083. Immutable: a correction is a new footprint that names the
 * `preceding` one. It holds all that it was computed from beside the factor tables, which it names by hash, so anybody computes it again
 * (`recheckFootprint`). What making the goods emitted is not in it.
 */
export const footprint = transportChain.safeExtend({
  format: z.literal("waybill-footprint"),
  version: z.literal(1),
  tables: z.array(z.object({ hash: hex32, id: slug, edition: z.string() })).max(50),
  elements: z.array(footprintElement).max(MAX_ELEMENTS),
  /**
   * `incomplete` as soon as anything is missing: then the total is a lower bound, and says so. `contested` where all is counted, and accounts of how
   * much went where differ: then the total stands on those that `missing` names.
   */
  status: z.enum(["complete", "contested", "incomplete"]),
  total: emissions,
  /** Rounded up; null where the goods are not counted. */
  perUnit: z.object({ unit: co2eGrams, piece: co2eGrams }).nullable(),
  /** Grams by how they are known; `primaryPercent` rounds down. */
  quality: z.object({ primary: co2eGrams, modelled: co2eGrams, default: co2eGrams, primaryPercent: z.number().int().min(0).max(100) }),
  scope3: z.array(scopeShare),
});
export type Footprint = z.infer<typeof footprint>;
