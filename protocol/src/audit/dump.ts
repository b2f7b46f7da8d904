import { z } from "zod";
import { chainReference } from "../schemas/bundle.ts";
import { address, type Hex32 } from "../schemas/primitives.ts";
import type { AuditCheckpoint } from "./checkpoint.ts";
import { auditText } from "./entry.ts";
import type { SignedAuditHead } from "./signed-head.ts";

/**
 * A dump is lines of JSON. First a header; then entries by stream and sequence, and behind those that a checkpoint covers the checkpoint itself;
 * then the entries that no checkpoint covers yet; last the signed head.
 */
export const dumpHeader = z.strictObject({
  format: z.literal("waybill-audit-dump"),
  version: z.literal(1),
  chain: z.strictObject(chainReference.shape),
  /** Accounts that anchored its checkpoints, or will. The reader decides whether to trust them. */
  authors: z.array(address).min(1).max(100),
});
export type DumpHeader = z.infer<typeof dumpHeader>;

const ENTRY = '{"entry":';
const HASH = ',"hash":"';
const HASH_LENGTH = 66;
const END = '"}';

export function headerLine(header: DumpHeader): string {
  return auditText({ dump: header });
}

/** The text of an entry stands in its line as it was hashed. */
export function entryLine(text: string, hash: Hex32): string {
  return `${ENTRY}${text}${HASH}${hash}${END}`;
}

export function checkpointLine(checkpoint: AuditCheckpoint): string {
  return auditText({ checkpoint });
}

export function headLine(head: SignedAuditHead): string {
  return auditText({ head });
}

/** Text and hash of an entry's line; undefined for any other line. */
export function splitEntryLine(line: string): { text: string; hash: string } | undefined {
  const end = line.length - END.length - HASH_LENGTH;
  if (!line.startsWith(ENTRY) || !line.endsWith(END) || line.slice(end - HASH.length, end) !== HASH) return undefined;
  return { text: line.slice(ENTRY.length, end - HASH.length), hash: line.slice(end, end + HASH_LENGTH) };
}
