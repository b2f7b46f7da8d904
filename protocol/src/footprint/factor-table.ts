import { z } from "zod";
import { wholeText, massGrams, milligramsPerUnit } from "./whole.ts";

/** Modes of transport of ISO 14083 that factors exist for; pipelines and cable cars are left out. */
export const MODES = ["road", "rail", "sea", "inland-waterway", "air"] as const;
export type Mode = (typeof MODES)[number];

/** Names inside tables: lower-case words joined by hyphens. */
export const slug = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be lower-case words joined by hyphens");

const text = z.string().trim().min(1).max(500);
const date = z.iso.date();

/** Milligrams CO₂e: `ttw` from tank to wheel, `wtt` from well to tank, `wtw` both. */
export const intensity = z
  .object({ ttw: milligramsPerUnit, wtt: milligramsPerUnit, wtw: milligramsPerUnit })
  .refine(({ ttw, wtt, wtw }) => [ttw, wtt, wtw].some((part) => !/^\d+$/.test(part)) || BigInt(ttw) + BigInt(wtt) === BigInt(wtw), {
    error: "wtw must be the sum of ttw and wtt",
    path: ["wtw"],
  });
export type Intensity = z.infer<typeof intensity>;

const row = {
  /** Unique within the table. */
  id: slug,
  /** What the row is called where it comes from. */
  name: text,
  /** Where the factor holds: `GB`, `EU`, `global`. */
  region: z.string().regex(/^([A-Z]{2}|EU|global)$/, "must be a country code, EU or global"),
  /** Line of the source: sheet, row number or identifier. */
  source: text,
};

/** Emission intensity of a transport operation category (TOC), in milligrams CO₂e per tonne-kilometre. */
export const transportRow = z.object({
  ...row,
  kind: z.literal("transport"),
  mode: z.enum(MODES),
  /** Class of vehicle; `average` for what stands for all of its mode. */
  vehicle: slug,
  fuel: slug,
  refrigerated: z.boolean(),
  perTonneKilometre: intensity,
  /**
   * The distance that the source wants its factor multiplied with: `sfd` the shortest feasible one; `gcd` the great circle, lengthened by
   * `addedMetres`, such as 95 km for flights where the source says so and its factor does not already hold the detour.
   */
  distance: z.discriminatedUnion("basis", [
    z.object({ basis: z.literal("sfd") }),
    z.object({ basis: z.literal("gcd"), addedMetres: wholeText(1_000_000n) }),
  ]),
  /** For vehicles whose load is known: emissions per kilometre when empty and when full, in milligrams CO₂e. */
  vehicleModel: z.object({ capacityGrams: massGrams, empty: intensity, full: intensity }).optional(),
});
export type TransportRow = z.infer<typeof transportRow>;

/** Emission intensity of a hub operation category (HOC), in milligrams CO₂e per tonne that leaves the hub. */
export const hubRow = z.object({
  ...row,
  kind: z.literal("hub"),
  hub: slug,
  /** What the hub runs on, where one energy carrier stands for all of it. */
  fuel: slug.optional(),
  refrigerated: z.boolean(),
  perTonne: intensity,
});
export type HubRow = z.infer<typeof hubRow>;

/** Emission factor of an energy carrier, in milligrams CO₂e per unit. */
export const energyRow = z.object({
  ...row,
  kind: z.literal("energy"),
  carrier: slug,
  unit: z.enum(["l", "kg", "kWh"]),
  perUnit: intensity,
});
export type EnergyRow = z.infer<typeof energyRow>;

export const factorRow = z.discriminatedUnion("kind", [transportRow, hubRow, energyRow]);
export type FactorRow = z.infer<typeof factorRow>;

/** Far more than any published table; a reader must be able to look at one. */
const MAX_ROWS = 5_000;

/**
 * Emission factors of one source and edition. Never changed: another edition is another table. Named by `factorTableHash`, which every
 * footprint that uses it carries.
 */
export const factorTable = z
  .object({
    format: z.literal("waybill-factor-table"),
    version: z.literal(1),
    id: slug,
    edition: text,
    title: text,
    publisher: text,
    /** Where the publisher offers the original. */
    url: z.url({ protocol: /^https?$/ }),
    licence: text,
    /** What a reader must know: how the values came here, what they hold. */
    note: z.string().max(2_000),
    validFrom: date,
    /** Null while no later edition is known. */
    validUntil: date.nullable(),
    rows: z.array(factorRow).min(1).max(MAX_ROWS),
  })
  .superRefine(({ rows }, context) => {
    const seen = new Set<string>();
    for (const [index, { id }] of rows.entries()) {
      if (seen.has(id))
        context.addIssue({ code: "custom", path: ["rows", index, "id"], message: `is the ID of an earlier row, too: ${id}` });
      seen.add(id);
    }
  });
export type FactorTable = z.infer<typeof factorTable>;
