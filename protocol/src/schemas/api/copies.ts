import { z } from "zod";
import { dateTime } from "../primitives.ts";
import { pinPlace, pinView } from "./documents.ts";
import { party } from "./traceability.ts";

/** GET /api/installation/copies: one stored file, and where it is kept. */
export const storedFile = z.object({
  cid: z.string(),
  /** A `manifest` holds the contents of a unit. */
  kind: z.enum(["document", "manifest"]),
  /** Null for a manifest. */
  visibility: z.enum(["public", "private"]).nullable(),
  /** Who keeps it; nobody for a manifest. */
  owners: z.array(party),
  /** Of the file before encryption; null for a private one, whose size is its owner's to know, and for a manifest. */
  sizeBytes: z.number().int().nullable(),
  storedAt: dateTime,
  /** When it was taken away from everywhere. */
  removedAt: dateTime.nullable(),
  pins: z.array(pinView),
});
export type StoredFile = z.infer<typeof storedFile>;

/** GET /api/installation/copies/places: how many copies are in each state at each place. */
export const placeCounts = z.object({
  place: pinPlace,
  kept: z.number().int(),
  waiting: z.number().int(),
  missing: z.number().int(),
  /** Size of all documents of which a copy is there, before encryption. */
  keptBytes: z.number().int(),
  /** When the copy was looked at that was not for the longest; null without any, or while one never was. */
  oldestCheckAt: dateTime.nullable(),
});
export type PlaceCounts = z.infer<typeof placeCounts>;
