import { eventHashOf } from "@waybill/protocol/hashing/event-hash/event-hash";
import type { JsonObject } from "@waybill/protocol/hashing/lossless-json";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import type { Draft } from "../../model/draft.ts";
import { problemsOf } from "../../model/problems.ts";
import { eventOf } from "../../model/to-event.ts";
import type { ImportSubject } from "./columns.ts";
import { cellOf, draftOfRow, type Cells, type CellProblem } from "./row-draft.ts";

/** One row, checked as the composer checks its form. */
export interface CheckedRow {
  /** As a spreadsheet counts: the headings are line 1. */
  line: number;
  draft: Draft;
  problems: CellProblem[];
  /** Null while there are problems. */
  event: JsonObject | null;
  eventHash: Hex32 | null;
  /** Line of the same event further up, or "before" when this device has signed it already. */
  sameAs: number | "before" | null;
}

export interface RowContext {
  subject: ImportSubject;
  mapping: Readonly<Record<string, string>>;
  /** Zone of times that name none. */
  offset: string;
  gln: string | null;
  now: Date;
  /** Event hashes that this device has signed. */
  signed: ReadonlySet<string>;
}

/** Rows checked before the page may draw again: a few milliseconds of work. */
const CHUNK = 100;

/** Checks every row, giving the page time to draw in between. `onProgress` gets the number of rows done. */
export async function checkRows(
  rows: readonly Readonly<Record<string, string>>[],
  context: RowContext,
  { onProgress, signal }: { onProgress: (done: number) => void; signal: AbortSignal },
): Promise<CheckedRow[]> {
  const checked: CheckedRow[] = [];
  const seen = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    if (index % CHUNK === 0) {
      onProgress(index);
      await new Promise((resolve) => setTimeout(resolve, 0));
      signal.throwIfAborted();
    }
    const one = checkRow(row, index + 2, context);
    const first = one.eventHash === null ? undefined : seen.get(one.eventHash);
    if (one.eventHash !== null && first === undefined) seen.set(one.eventHash, one.line);
    checked.push(first === undefined ? one : { ...one, sameAs: first });
  }
  onProgress(rows.length);
  return checked;
}

function checkRow(row: Readonly<Record<string, string>>, line: number, context: RowContext): CheckedRow {
  const { subject, mapping, offset, gln, now, signed } = context;
  const cells: Cells = Object.fromEntries(Object.entries(mapping).map(([column, head]) => [column, row[head] ?? ""]));
  const { draft, problems: unreadable } = draftOfRow(cells, subject, offset);
  const said = new Set(unreadable.map(({ column }) => column));
  const incomplete = problemsOf(draft, { now, gln }).map((problem) => cellOf(problem, subject));
  // A cell that cannot be read is not said to be missing besides.
  const problems = [...unreadable, ...incomplete.filter(({ column }) => !said.has(column) && !isEcho(column, said))];
  if (problems.length > 0) return { line, draft, problems, event: null, eventHash: null, sameAs: null };
  const event = eventOf(draft, { gln });
  const { eventHash } = eventHashOf(event);
  return { line, draft, problems, event, eventHash, sameAs: signed.has(eventHash) ? "before" : null };
}

/** A product without a readable lot is no product at all; the lot says so already. */
function isEcho(column: string, said: ReadonlySet<string>): boolean {
  return (column === "product" && (said.has("lot") || said.has("serial"))) || (column === "input-product" && said.has("input-lot"));
}
