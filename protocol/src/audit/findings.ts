import type { AuditHead } from "./checkpoint.ts";

/**
 * What is wrong with a dump.
 * - `unreadable`: a line that is nothing of a dump.
 * - `changed`: a row that does not hash to what it says.
 * - `missing`: rows that are not there.
 * - `inserted`: a row where another one is, or whose place has passed.
 * - `unlinked`: a row that does not hold the hash of the row before it: one of the two was changed, and its hash made anew.
 * - `rewritten`: rows that fit each other, and not the checkpoint that covers them.
 * - `checkpoint`: a checkpoint that does not follow the one before, or stands where none may.
 * - `head`: the signed head says something else than the rows.
 */
export type AuditFindingKind = "unreadable" | "changed" | "missing" | "inserted" | "unlinked" | "rewritten" | "checkpoint" | "head";

/** Rows of one stream, both ends included. */
export interface RowRange {
  stream: string;
  from: number;
  to: number;
}

export interface AuditFinding {
  kind: AuditFindingKind;
  /** Line of the dump, from 1. */
  line: number;
  rows: readonly RowRange[];
  /** One plain sentence that names the rows. */
  text: string;
}

/** Rows between two places of all streams, by name of the stream. */
export function rangesBetween(before: readonly AuditHead[], after: readonly AuditHead[]): RowRange[] {
  const starts = new Map(before.map(({ stream, sequence }) => [stream, sequence]));
  return after
    .map(({ stream, sequence }) => ({ stream, from: (starts.get(stream) ?? 0) + 1, to: sequence }))
    .filter(({ from, to }) => from <= to);
}

/** `identity 5–9, exchange 2`. */
export function rowsInWords(rows: readonly RowRange[]): string {
  return rows.map(({ stream, from, to }) => `${stream} ${from === to ? from : `${from}–${to}`}`).join(", ");
}
