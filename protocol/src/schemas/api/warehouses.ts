import { z } from "zod";
import { dateTime } from "../primitives.ts";
import { warehouseTerms } from "../warehouse/registration.ts";

/** How a warehouse answers: HEALTHY; MISSED once or twice; OFFLINE is taken for dead. */
export const warehouseStatus = z.enum(["HEALTHY", "MISSED", "OFFLINE"]);
export type WarehouseStatus = z.infer<typeof warehouseStatus>;

/** GET /api/warehouses/{id}: a warehouse as the shop knows it. */
export const warehouseView = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  country: z.string(),
  latitude: z.number(),
  longitude: z.number(),
  terms: warehouseTerms,
  actor: z.string().nullable(),
  registeredAt: dateTime,
  status: warehouseStatus,
  statusSince: dateTime,
  /** Questions without an answer since the last one that had one. */
  misses: z.number().int(),
  /** Nothing new is sent there. */
  isPaused: z.boolean(),
  /** When an admin took it out of the registry: nothing is told to it or taken of it, until one lets it in. */
  removedAt: dateTime.nullable(),
  /** Until when its stock is sold if it stays away or paused; null where neither is so, and once nothing of it is sold. */
  soldUntil: dateTime.nullable(),
  /** Since when nothing of its stock is sold; null while it is. */
  unsoldSince: dateTime.nullable(),
  /** Database from which its messages are taken. */
  instance: z.string(),
  /** Another one that has come forward; nothing is taken until it is accepted. */
  otherInstance: z.string().nullable(),
  /** When it last answered or told something. */
  heardAt: dateTime,
  /** When all that it has on hand was last compared; null before the first time. */
  lastSynced: dateTime.nullable(),
  /** Lots that differed then, and were put right. */
  differences: z.number().int(),
  /** Of its messages: up to where they are taken, and up to where it has some. */
  messages: z.object({ taken: z.number().int(), told: z.number().int(), lag: z.number().int() }),
  /** Whether the shop asks it: `open` means not at present, as it did not answer. */
  breaker: z.enum(["closed", "open", "half-open"]),
  openConflicts: z.number().int(),
});
export type WarehouseView = z.infer<typeof warehouseView>;

export const warehouseList = z.object({ items: z.array(warehouseView) });

/** GET /api/warehouses/{id}/reach: what removing it would strike. */
export const warehouseReach = z.object({
  /** Orders of which it is to ship something. */
  orders: z.number().int(),
  /** Pieces of them that would be planned anew. */
  pieces: z.number().int(),
  /** Pieces that it has packed and may have sent: somebody has to say whether they have left. */
  letGo: z.number().int(),
  /** Pieces that the ledger has there, of which nothing would be sold any more, and those among them that are held for orders. */
  onHand: z.number().int(),
  reserved: z.number().int(),
});
export type WarehouseReach = z.infer<typeof warehouseReach>;

/** GET /api/warehouses/{id}/history: how it came to be as it is. `another`: it has another database than before; `unsold`: nothing of its stock is sold. */
export const warehouseChange = z.object({
  id: z.string(),
  became: z.enum([
    "registered",
    "HEALTHY",
    "MISSED",
    "OFFLINE",
    "paused",
    "resumed",
    "another",
    "accepted",
    "removed",
    "let-in",
    "unsold",
    "sold",
  ]),
  cause: z.string(),
  at: dateTime,
});
export type WarehouseChange = z.infer<typeof warehouseChange>;

/** GET /api/warehouses/{id}/stock: what it has said of one lot, beside the shop's ledger. */
export const warehouseStockItem = z.object({
  gtin: z.string(),
  lot: z.string().nullable(),
  expiry: z.string().nullable(),
  /** Nobody is sold any more of it. */
  isExpired: z.boolean(),
  /** As it said. */
  onHand: z.number().int(),
  /** Sequence of the message up to which that holds, and when the shop learned it. */
  asOf: z.number().int(),
  lastSynced: dateTime,
  ledger: z.object({ onHand: z.number().int(), reserved: z.number().int() }),
  /** What it said less what the ledger says. */
  drift: z.number().int(),
});
export type WarehouseStockItem = z.infer<typeof warehouseStockItem>;

/** GET /api/warehouse-conflicts: what the shop and a warehouse cannot both be right about. */
export const warehouseConflict = z.object({
  id: z.string(),
  warehouse: z.string(),
  kind: z.enum(["stock", "instance"]),
  foundAt: dateTime,
  endedAt: dateTime.nullable(),
  /** `stock`: fewer are there than are reserved. */
  stock: z
    .object({
      gtin: z.string(),
      lot: z.string().nullable(),
      expiry: z.string().nullable(),
      /** On hand as the warehouse says. */
      theirs: z.number().int(),
      /** On hand by the ledger, as it was. */
      ours: z.number().int(),
      reserved: z.number().int(),
    })
    .nullable(),
  /** `instance`: the database that has come forward. */
  instance: z.string().nullable(),
});
export type WarehouseConflict = z.infer<typeof warehouseConflict>;

/** POST /api/warehouses/{id}/instance: from now on that database is the warehouse's. */
export const acceptInstance = z.strictObject({ instance: z.uuid() });

/** POST /api/warehouses/{id}/comparison: what a comparison found. */
export const comparisonView = z.object({
  differences: z.number().int(),
  /** Of the shop's copy and of its ledger. */
  repaired: z.number().int(),
  /** Lots that could not be put right, since more are reserved than are there. */
  conflicts: z.number().int(),
  /** Questions to the warehouse. */
  questions: z.number().int(),
  /** Messages are on their way, which will say more: it is compared again soon. */
  isLate: z.boolean(),
});
export type ComparisonView = z.infer<typeof comparisonView>;

/** What the stream of warehouses tells: of which something has changed. `anew`, which names none: everything is to be asked for again. */
export const warehouseNews = z.union([
  z.object({ warehouse: z.string(), kind: z.enum(["warehouse", "conflict", "heard", "stock"]) }),
  z.object({}),
]);
