import { z } from "zod";
import { parcel, shipmentInstruction } from "./instructions.ts";

// What the API of a floor answers to its screens.

/** GET /api/floor/me. */
export const floorCaller = z.object({
  name: z.string(),
  role: z.enum(["staff", "lead"]),
  warehouse: z.object({ id: z.string(), name: z.string() }),
});
export type FloorCaller = z.infer<typeof floorCaller>;

/** Somebody who works in the warehouse, or has. */
export const staffView = z.object({
  id: z.uuid(),
  name: z.string().nullable().describe("Null once it is erased, some time after somebody has left."),
  isLead: z.boolean(),
  createdAt: z.string(),
  endedAt: z.string().nullable(),
});
export type StaffView = z.infer<typeof staffView>;

/** As it stands on the device. */
export const deviceName = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._#-]{0,59}$/u, "must be 1 to 60 letters, digits, spaces, dots, hyphens, # or _");
/** A device that staff works at: it waits for its code to be written there, is known, or has ended. */
export const deviceView = z.object({
  id: z.uuid(),
  name: z.string(),
  addedAt: z.string(),
  addedBy: z.string().nullable().describe("Null: somebody whose name is erased."),
  codeExpiresAt: z.string().nullable(),
  enrolledAt: z.string().nullable(),
  usedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  isThis: z.boolean().describe("Whether the request came from it."),
});
export type DeviceView = z.infer<typeof deviceView>;
export const newDevice = deviceView.extend({ code: z.string() });
export const enrolledDevice = z.object({
  id: z.uuid(),
  name: z.string(),
  secret: z.string().nullable().describe("For a program; a browser has it in a cookie that no script reads."),
});

const goods = { gtin: z.string(), lot: z.string().nullable(), expiry: z.string().nullable() };

export const binView = z.object({ code: z.string(), kind: z.enum(["shelf", "packing"]) });
export const shelfView = z.object({
  bin: z.string(),
  ...goods,
  isExpired: z.boolean().describe("It is for nobody any more: take it out of stock."),
  onHand: z.number().int(),
  reserved: z.number().int(),
});
export type ShelfView = z.infer<typeof shelfView>;

/** By how many the bin changed. */
export const doneView = z.object({ ...goods, bin: z.string(), change: z.number().int() });
export const damageRequest = { reason: z.string().trim().min(1).max(200) };

export const taskView = z.object({
  id: z.uuid(),
  kind: z.enum(["pick", "unpack", "count", "discard"]),
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
export type TaskView = z.infer<typeof taskView>;

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
  /** None where it was called back before anybody said what to pack. */
  goods: z.array(shipmentInstruction.shape.goods.element),
  delivery: shipmentInstruction.shape.delivery.nullable(),
  parcels: z.array(parcel.extend({ proof: z.enum(["none", "waiting", "captured", "proven"]) })),
  tasks: z.array(taskView),
  carrier: z.string().nullable(),
  tracking: z.string().nullable(),
});
export type FloorShipment = z.infer<typeof shipmentView>;

/** GET /api/floor/scans/{code}: what a code names. */
export const scanView = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("bin"), bin: binView, items: z.array(shelfView) }),
  z.object({ kind: z.literal("parcel"), sscc: z.string(), shipment: shipmentView }),
  z.object({ kind: z.literal("goods"), ...goods, items: z.array(shelfView) }),
]);
export type ScanView = z.infer<typeof scanView>;

/** GET /api/floor/events: what kind of thing has changed, and which; of goods by their GTIN. `anew`, which names none: everything is to be asked for again. */
export const floorNews = z.union([
  z.object({ kind: z.enum(["task", "shipment", "stock", "log", "staff", "device"]), about: z.string().nullable() }),
  z.object({}),
]);

export const logView = z.object({
  id: z.string(),
  at: z.string(),
  shipment: z.string().nullable(),
  by: z.string().nullable().describe("Null: somebody whose name is erased."),
  what: z.string(),
  details: z.record(z.string(), z.unknown()),
});
export type LogEntry = z.infer<typeof logView>;
