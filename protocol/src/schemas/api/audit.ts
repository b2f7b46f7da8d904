import { z } from "zod";
import { auditEntry, auditStream } from "../../audit/entry.ts";
import { address, dateTime, finality, hex32 } from "../primitives.ts";

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().transform((value) => value ?? null);

/** A moment, or a day: its beginning in UTC. */
const moment = z.union([dateTime, z.iso.date()]);

/** Query of GET /api/audit: what is absent does not narrow. */
export const auditQuery = z.object({
  after: optional(z.string().regex(/^\d{1,18}$/)).describe("`next` of the page before."),
  limit: z.coerce.number().int().min(1).max(100).default(50).describe("Items on a page."),
  stream: optional(auditStream),
  action: optional(z.string().max(81)).describe("`noun.verb`, or a noun alone."),
  actor: optional(z.string().max(120)),
  subject: optional(z.string().max(500)),
  account: optional(address).describe("Organisation that it is about, or on whose behalf it was done."),
  outcome: optional(z.enum(["done", "refused"])),
  from: optional(moment),
  to: optional(moment).describe("Before that moment."),
});
export type AuditQuery = z.output<typeof auditQuery>;

/** One entry of the audit log, and what holds it. */
export const auditEntryView = z.object({
  entry: auditEntry,
  /** SHA-256 of the entry in the form of RFC 8785. */
  hash: hex32,
  /** Number of the checkpoint that covers it; null until there is one. */
  checkpoint: z.number().int().nullable(),
  /** Where that checkpoint is on chain; null until it is. */
  anchor: z.object({ index: z.number().int(), transactionHash: hex32, finality }).nullable(),
});
export type AuditEntryView = z.infer<typeof auditEntryView>;
