import { z } from "zod";
import { anchoring, authorship, chainReference, merklePath } from "./bundle.ts";
import { hex32 } from "./primitives.ts";

/** Pointers are as long as the names in them; an event of a mebibyte has no longer one. */
const MAX_POINTER_CHARACTERS = 1024 * 1024;

/** One field of an event, shown with its place in the tree of fields. */
export const shownField = z.object({
  /** JSON Pointer (RFC 6901) into the event. */
  pointer: z.string().max(MAX_POINTER_CHARACTERS),
  value: z.unknown(),
  fieldSalt: hex32,
  inclusion: merklePath,
});

/**
 * Single fields of one statement with all that proves them, and nothing of the other fields. Exchanged as JSON text like a bundle: values
 * keep their numbers as written.
 */
export const disclosure = z.object({
  format: z.literal("waybill-disclosure"),
  version: z.literal(1),
  chain: chainReference,
  commitment: hex32,
  /** EIP-712 hash of the statement's salted content, which stays hidden. */
  contentHash: hex32,
  fieldsRoot: hex32,
  author: authorship,
  anchoring: anchoring.nullable(),
  /** In the order of the tree; the first is its head, which every disclosure shows. */
  fields: z.array(shownField).min(1).max(50_000),
});
export type Disclosure = z.infer<typeof disclosure>;
