import { parcel, shipmentInstruction } from "@waybill/protocol/schemas/warehouse/instructions";
import { z } from "zod";

const goods = { gtin: z.string(), lot: z.string().nullable(), expiry: z.string().nullable() };

export const binView = z.object({ code: z.string(), kind: z.enum(["shelf", "packing"]) });
export const shelfView = z.object({ bin: z.string(), ...goods, onHand: z.number().int(), reserved: z.number().int() });

/** By how many the bin changed. */
export const doneView = z.object({ ...goods, bin: z.string(), change: z.number().int() });
export const damageRequest = { reason: z.string().trim().min(1).max(200) };

export const taskView = z.object({
  id: z.uuid(),
  kind: z.enum(["pick", "unpack", "count"]),
  shipment: z.string().nullable(),
  fence: z.number().int().nullable(),
  line: z.number().int().nullable(),
  ...goods,
  bin: z.string(),
  quantity: z.number().int(),
  done: z.number().int(),
  missing: z.number().int(),
  state: z.enum(["open", "taken", "done", "ended"]),
  staff: z.string().nullable(),
  createdAt: z.string(),
});

export const shipmentLine = z.object({
  id: z.string(),
  fence: z.number().int(),
  state: z.enum(["impossible", "open", "picked", "packed", "loadable", "shipped", "withdrawn", "stale", "empty"]),
  order: z.string().nullable(),
  country: z.string().nullable(),
  units: z.number().int(),
  changedAt: z.string(),
});

export const shipmentView = shipmentLine.extend({
  goods: shipmentInstruction.shape.goods,
  delivery: shipmentInstruction.shape.delivery.nullable(),
  parcels: z.array(parcel.extend({ proof: z.enum(["none", "waiting", "captured", "proven"]) })),
  tasks: z.array(taskView),
  carrier: z.string().nullable(),
  tracking: z.string().nullable(),
});

export const logView = z.object({
  id: z.string(),
  at: z.string(),
  shipment: z.string().nullable(),
  by: z.string(),
  what: z.string(),
  details: z.record(z.string(), z.unknown()),
});
