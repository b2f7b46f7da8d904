import { z } from "zod";
import { hex32, type Hex32 } from "../schemas/primitives.ts";
import { auditHash, auditSequence, auditStream, auditText, auditTime } from "./entry.ts";

/** Where a stream stands. */
export const auditHead = z.strictObject({ stream: auditStream, sequence: auditSequence, hash: hex32 });
export type AuditHead = z.infer<typeof auditHead>;

/** Fixes all streams at one moment. Its hash goes on chain; it holds the hash of the checkpoint before. */
export const auditCheckpoint = z.strictObject({
  /** From 1, without a gap. */
  number: z.number().int().positive(),
  at: auditTime,
  previous: hex32,
  /** Entries since the checkpoint before. */
  entries: z.number().int().positive(),
  /** RFC 6962 root over the hashes of those entries, by stream and sequence, with SHA-256. */
  root: hex32,
  /** All streams, by name. */
  heads: z.array(auditHead).min(1).max(1_000),
});
export type AuditCheckpoint = z.infer<typeof auditCheckpoint>;

/**
 * What a checkpoint anchors, all 32 bytes of it.
 *
 * @example
 * contract.anchorCheckpoint(checkpointHash(checkpoint));
 */
export function checkpointHash(checkpoint: AuditCheckpoint): Hex32 {
  return auditHash(auditText(checkpoint));
}
