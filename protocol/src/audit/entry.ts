import { z } from "zod";
import { canonicalJson } from "../hashing/canonical-json.ts";
import { ZERO_HEX32 } from "../hashing/history.ts";
import type { Json } from "../hashing/lossless-json.ts";
import { sha256OfText } from "../hashing/sha256.ts";
import { address, hex32, type Hex32 } from "../schemas/primitives.ts";

/** `previous` of the first entry of a stream, and of the first checkpoint. */
export const NOTHING_BEFORE = ZERO_HEX32;

export const auditStream = z.string().regex(/^[a-z][a-z-]{0,39}$/, "must be a stream's name");
export const auditSequence = z.number().int().positive();
/** UTC to the millisecond, written one way: a time has one spelling in what is hashed. */
export const auditTime = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, "must be a UTC time with milliseconds");

/** One act, as its stream keeps it. Nothing about a person but ids: what is hashed here can never be taken away again. */
export const auditEntry = z.strictObject({
  stream: auditStream,
  /** From 1, without a gap. */
  sequence: auditSequence,
  at: auditTime,
  /** Who acted: an account, `key:…`, `person:…`, `operator` at a terminal, `system`, or `nobody` who was known. */
  actor: z.string().min(1).max(120),
  /** Organisation on whose behalf it was, or whom it is about. */
  account: address.nullable(),
  /** `noun.verb`, see `AUDIT_ACTIONS`. */
  action: z.string().regex(/^[a-z][a-z-]{0,39}\.[a-z][a-z-]{0,39}$/),
  /** Name of what was acted upon. */
  subject: z.string().max(500).nullable(),
  outcome: z.enum(["done", "refused"]),
  details: z.record(z.string().regex(/^[a-z][a-zA-Z]{0,39}$/), z.union([z.string().max(1_000), z.number().int(), z.boolean(), z.null()])),
  /** Trace id of the request that caused it. */
  requestId: z.string().max(64),
  /** Hash of the entry before in the same stream. */
  previous: hex32,
});
export type AuditEntry = z.infer<typeof auditEntry>;

/** The text that is hashed: the entry in the form of RFC 8785. */
export function auditText(record: AuditEntry | object): string {
  return canonicalJson(record as Json);
}

/**
 * SHA-256 over the text of an entry or a checkpoint.
 *
 * @example
 * next.previous === auditHash(auditText(entry)); // or something was changed
 */
export function auditHash(text: string): Hex32 {
  return sha256OfText(text);
}
