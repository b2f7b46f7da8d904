import { z } from "zod";
import { decimal } from "../pact/carbon-footprint.ts";
import { dateTime } from "../schemas/primitives.ts";

const id = z.string().min(1).max(500);

/** Exactly one kind of distance, in kilometres. */
const glecDistance = z.union([z.strictObject({ actual: decimal }), z.strictObject({ gcd: decimal }), z.strictObject({ sfd: decimal })]);
export type GlecDistance = z.infer<typeof glecDistance>;

export const transportMode = z.enum(["Road", "Rail", "Air", "Sea", "InlandWaterway"]);
export type TransportMode = z.infer<typeof transportMode>;

/** `TCE` of iLEAP: emissions of one element of a transport chain, in kilograms; its TOC or its HOC says how it was worked out. */
export const tce = z
  .strictObject({
    tceId: id,
    prevTceIds: z.array(id).max(1_000).optional(),
    tocId: id.optional(),
    hocId: id.optional(),
    shipmentId: id,
    consignmentId: id.optional(),
    mass: decimal,
    distance: glecDistance,
    transportActivity: decimal,
    departureAt: dateTime.optional(),
    arrivalAt: dateTime.optional(),
    co2eWTW: decimal,
    co2eTTW: decimal,
  })
  .refine(({ tocId, hocId }) => (tocId === undefined) !== (hocId === undefined), "must have a tocId or a hocId, one of them");
export type Tce = z.infer<typeof tce>;

/** `ShipmentFootprint` of iLEAP: the elements of one shipment's transport chain. */
export const shipmentFootprint = z.strictObject({ mass: decimal, shipmentId: id, tces: z.array(tce).min(1).max(1_000) });
export type ShipmentFootprint = z.infer<typeof shipmentFootprint>;

/** Energy carriers that iLEAP has a word for. */
export const energyCarrierType = z.enum([
  ...["Diesel", "HVO", "Petrol", "CNG", "LNG", "LPG", "HFO", "MGO", "Aviation fuel", "Hydrogen", "Methanol", "Electric"],
] as const);

const energyCarrier = z.strictObject({
  energyCarrier: energyCarrierType,
  relativeShare: decimal,
  energyConsumptionUnit: z.enum(["l", "kg", "kWh", "MJ"]).optional(),
  emissionFactorWTW: decimal,
  emissionFactorTTW: decimal,
});
export type EnergyCarrier = z.infer<typeof energyCarrier>;

/** `TOC` of iLEAP: what a tonne-kilometre of a category of transport emits, in kilograms. */
export const toc = z.strictObject({
  tocId: id,
  description: z.string().max(1_000).optional(),
  mode: transportMode,
  temperatureControl: z.enum(["ambient", "refrigerated", "mixed"]).optional(),
  energyCarriers: z.array(energyCarrier).min(1),
  co2eIntensityWTW: decimal,
  co2eIntensityTTW: decimal,
  transportActivityUnit: z.enum(["tkm", "TEUkm"]),
});
export type Toc = z.infer<typeof toc>;

/** Main kinds of hubs, of the GLEC framework. */
const hubType = z.enum(["Transshipment", "StorageAndTransshipment", "Warehouse", "LiquidBulkTerminal", "MaritimeContainerTerminal"]);

/** `HOC` of iLEAP: what a tonne that leaves a category of hubs emits, in kilograms. */
export const hoc = z.strictObject({
  hocId: id,
  description: z.string().max(1_000).optional(),
  hubType,
  temperatureControl: z.enum(["ambient", "refrigerated", "mixed"]).optional(),
  energyCarriers: z.array(energyCarrier).min(1),
  co2eIntensityWTW: decimal,
  co2eIntensityTTW: decimal,
  hubActivityUnit: z.enum(["tonnes", "TEU"]),
});
export type Hoc = z.infer<typeof hoc>;

/** `Location` of iLEAP: a town, and where in it. */
const location = z.strictObject({
  city: z.string().min(1).max(100),
  country: z.string().regex(/^[A-Z]{2}$/, "must be a country code of ISO 3166-1"),
  lat: decimal.optional(),
  lng: decimal.optional(),
});
export type Location = z.infer<typeof location>;

/** `TAD` of iLEAP: one transport of consignments, for partners who compute emissions themselves. */
export const transportActivityData = z.strictObject({
  activityId: id,
  consignmentIds: z.array(id).min(1),
  distance: glecDistance,
  /** Kilograms. */
  mass: decimal.optional(),
  loadFactor: decimal.optional(),
  origin: location,
  destination: location,
  departureAt: dateTime,
  arrivalAt: dateTime,
  mode: transportMode,
});
export type TransportActivityData = z.infer<typeof transportActivityData>;
