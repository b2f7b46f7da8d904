import type { HookCtx } from "../../../../platform/context.ts";
import type { LogBatch } from "../node/log-batch.ts";
import type { FinalityStep, ProjectedRow } from "../projection.ts";

/** The rows of one table that a batch of logs makes, ready to be stored. */
export interface TableRows {
  count: number;
  /** In binary COPY form; null when there is none. */
  copy: Buffer | null;
  /** For the table's hooks; empty where it has none. */
  rows: readonly ProjectedRow[];
}

/** A table that is a pure function of logs: what is stored for them, and what has to be told when they come and go. */
export interface EventTable {
  name: string;
  columns: readonly string[];
  rowsOf(batch: LogBatch): TableRows;
  hooks: TableHooks | null;
}

export interface TableHooks {
  onIndexed?(ctx: HookCtx, rows: readonly never[]): Promise<void>;
  onUndone?(ctx: HookCtx, rows: readonly never[]): Promise<void>;
  onFinality?(ctx: HookCtx, step: FinalityStep): Promise<void>;
}

export const NO_ROWS: TableRows = { count: 0, copy: null, rows: [] };
