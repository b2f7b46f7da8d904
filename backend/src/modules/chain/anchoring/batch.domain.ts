import { batchLeaves } from "@waybill/protocol/hashing/batch";
import { foldHistory, historyLeaf, ZERO_HEX32 } from "@waybill/protocol/hashing/history";
import { rootOf } from "@waybill/protocol/hashing/merkle-tree";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";

/** A statement as a batch takes it. */
export interface BatchStatement {
  commitment: Hex32;
  corrects: Hex32 | null;
  subjects: readonly string[];
  /** A public record, such as a footprint: a leaf like a statement's, but none of the statements that pages list and count. */
  isRecord?: true;
}

/** A logistic unit under custody, to be listed in the history of its SSCC. */
export interface UnitToList {
  subject: string;
  /** Its key on chain. */
  unit: Hex32;
}

/** Where a subject's history stands. */
export interface HistoryHead {
  salt: Hex32;
  count: number;
  head: Hex32;
}

export interface HistoryEntryRow {
  subject: string;
  /** From 0. */
  position: number;
  /** Of a statement; or the key of a unit. */
  commitment: Hex32;
  corrects: Hex32 | null;
}

export interface BatchDraft {
  previousRoot: Hex32;
  root: Hex32;
  commitments: Hex32[];
  /** Those of the commitments that are no statements'. */
  records: ReadonlySet<Hex32>;
  /** Histories that the batch moved, with the leaf that says so, in the order of their leaves. */
  histories: (HistoryHead & { subject: string; leaf: Hex32 })[];
  entries: HistoryEntryRow[];
}

/** Root before the first batch. */
export const NO_ROOT = ZERO_HEX32;

/**
 * Folds statements, oldest first, and then units into the histories of their subjects and computes the batch over statements and histories.
 *
 * @param before State of each subject's history; must hold every subject of the statements and units, with count 0 for a new one.
 */
export function draftBatch(
  previousRoot: Hex32,
  statements: readonly BatchStatement[],
  before: ReadonlyMap<string, HistoryHead>,
  units: readonly UnitToList[] = [],
): BatchDraft {
  const heads = new Map<string, HistoryHead>();
  const entries: HistoryEntryRow[] = [];
  const list = (subject: string, entry: Pick<HistoryEntryRow, "commitment" | "corrects">) => {
    const state = heads.get(subject) ?? before.get(subject);
    if (!state) throw new Error(`the history of ${subject} is not loaded`);
    entries.push({ subject, position: state.count, ...entry });
    heads.set(subject, { salt: state.salt, count: state.count + 1, head: foldHistory(state.head, entry) });
  };
  for (const { commitment, corrects, subjects } of statements) {
    for (const subject of new Set(subjects)) list(subject, { commitment, corrects });
  }
  for (const { subject, unit } of units) list(subject, { commitment: unit, corrects: null });
  const histories = [...heads].map(([subject, state]) => ({ ...state, subject, leaf: historyLeaf({ subject, ...state }) }));
  const commitments = statements.map(({ commitment }) => commitment);
  const root = rootOf(batchLeaves({ previousRoot, commitments, historyLeaves: histories.map(({ leaf }) => leaf) }));
  const records = new Set(statements.flatMap(({ commitment, isRecord }) => (isRecord ? [commitment] : [])));
  return { previousRoot, root, commitments, records, histories, entries };
}
