import { z } from "zod";
import { countryCode } from "../api/catalogue.ts";
import { warehouseName } from "../api/stock.ts";
import { address, dateTime } from "../primitives.ts";

/** Far above what anything costs. */
const minorPrice = z.number().int().min(0).max(1_000_000_000);

/** What a warehouse takes, in minor units of the shop's currency, and what its carriage emits: terms of a routing (`RoutingWarehouse`). */
export const warehouseTerms = z.strictObject({
  minorPerShipment: minorPrice,
  /** Picking and packing. */
  minorPerUnit: minorPrice,
  minorPerTonneKilometre: minorPrice,
  /** Well to wheel. */
  co2eMilligramsPerTonneKilometre: z.number().int().min(0).max(100_000_000),
});
export type WarehouseTerms = z.output<typeof warehouseTerms>;

/** Of other things below /api/warehouses. */
const TAKEN_NAMES = ["events", "register"];

/** POST /api/warehouses/register, by the warehouse as it starts, and again whenever the shop does not know it any more. */
export const warehouseRegistration = z.strictObject({
  id: warehouseName.refine((id) => !TAKEN_NAMES.includes(id), "must be another name: this one leads elsewhere"),
  /** As people read it: `Alpha`. */
  name: z.string().trim().min(1).max(100),
  /** Where the shop reaches it: scheme, host and, behind a proxy, a path; without a slash at the end. */
  url: z.url({ protocol: /^https?$/ }).max(500),
  country: countryCode,
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  terms: warehouseTerms,
  /** Account that signs its events and holds what it packs; null where it signs nothing. */
  actor: address.nullable(),
  /** Of its database: another one means that it has lost what it told before. */
  instance: z.uuid(),
});
export type WarehouseRegistration = z.output<typeof warehouseRegistration>;

/** What the shop answers (201 for one that it did not know, else 200). */
export const registrationAnswer = z.object({
  /** How often the shop asks for its health, and how often it compares what it holds. */
  healthSeconds: z.number().int().positive(),
  reconcileSeconds: z.number().int().positive(),
  /** Sequence of the last message that was taken: later ones are sent again. */
  taken: z.number().int().min(0),
});
export type RegistrationAnswer = z.infer<typeof registrationAnswer>;

/** GET /health of a warehouse. */
export const warehouseHealth = z.object({
  status: z.literal("healthy"),
  id: warehouseName,
  instance: z.uuid(),
  /** Of its newest message to the shop, taken or not. */
  sequence: z.number().int().min(0),
  at: dateTime,
});
export type WarehouseHealth = z.infer<typeof warehouseHealth>;
