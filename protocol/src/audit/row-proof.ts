import { z } from "zod";
import { sha256RootFromPath } from "../hashing/sha256-tree.ts";
import { merklePath } from "../schemas/bundle.ts";
import type { Hex32 } from "../schemas/primitives.ts";
import { auditCheckpoint, checkpointHash } from "./checkpoint.ts";
import { auditEntry, auditHash, auditText } from "./entry.ts";

/** One entry with its place in a checkpoint: shows that entry and nothing of the others. */
export const auditRowProof = z.strictObject({ entry: auditEntry, inclusion: merklePath, checkpoint: auditCheckpoint });
export type AuditRowProof = z.infer<typeof auditRowProof>;

/**
 * What has to be in the contract's log, by the account that anchors, for an entry to be as it was written; undefined when the proof contradicts
 * itself.
 *
 * @example
 * const root = rootOfRowProof(proof); // then look for it among the author's CheckpointAnchored logs
 */
export function rootOfRowProof({ entry, inclusion, checkpoint }: AuditRowProof): Hex32 | undefined {
  const root = sha256RootFromPath(auditHash(auditText(entry)), inclusion);
  if (root !== checkpoint.root || inclusion.size !== checkpoint.entries) return undefined;
  return checkpointHash(checkpoint);
}
