import Papa from "papaparse";

/** Rows that one file may have: what one page can check and show, and twenty signatures. */
export const MAX_ROWS = 10_000;
export const MAX_BYTES = 16 * 1024 * 1024;
const MAX_COLUMNS = 100;

/** A file as rows of text under headings. */
export interface Rows {
  heads: string[];
  rows: Record<string, string>[];
}

export type FileProblem = "empty" | "too-large" | "too-many-rows" | "too-many-columns" | "not-json" | "not-csv" | "twice";

/** Reads CSV (any usual separator) or JSON (a list of flat objects), whichever it is. Values stay text: `1.0` is not `1`. */
export function readRows(text: string): Rows | FileProblem {
  if (text.length > MAX_BYTES) return "too-large";
  const trimmed = text.replace(/^\uFEFF/, "").trim();
  if (trimmed === "") return "empty";
  const found = /^[[{]/.test(trimmed) ? readJson(trimmed) : readCsv(trimmed);
  if (typeof found === "string") return found;
  if (found.rows.length === 0) return "empty";
  if (found.rows.length > MAX_ROWS) return "too-many-rows";
  return found.heads.length > MAX_COLUMNS ? "too-many-columns" : found;
}

function readCsv(text: string): Rows | FileProblem {
  const { data, errors } = Papa.parse<string[]>(text, { skipEmptyLines: "greedy" });
  const [first, ...lines] = data;
  // A file of one column has no separator to find, and is none the worse for it.
  if (first === undefined || errors.some(({ type }) => type === "Quotes")) return "not-csv";
  const heads = first.map((head, index) => (head.trim() === "" ? `#${index + 1}` : head.trim()));
  if (new Set(heads).size !== heads.length) return "twice";
  return { heads, rows: lines.map((line) => Object.fromEntries(heads.map((head, index) => [head, unguarded(line[index] ?? "")]))) };
}

/** Our own files put an apostrophe before what a spreadsheet would run as a formula. */
function unguarded(value: string): string {
  return value.replace(/^'(?=[=+\-@\t\r])/, "");
}

function readJson(text: string): Rows | FileProblem {
  let value: unknown;
  try {
    // Numbers keep their digits: as text they are as good as those of a CSV file.
    value = JSON.parse(text, function (_key, member: unknown, context?: { source?: string }) {
      return typeof member === "number" ? (context?.source ?? String(member)) : member;
    } as Parameters<typeof JSON.parse>[1]);
  } catch {
    return "not-json";
  }
  if (!Array.isArray(value) || !value.every(isFlat)) return "not-json";
  const heads = [...new Set(value.flatMap((row) => Object.keys(row)))];
  const textOf = (row: Flat, head: string) => String(row[head] ?? "");
  return { heads, rows: value.map((row) => Object.fromEntries(heads.map((head) => [head, textOf(row, head)]))) };
}

type Flat = Record<string, string | boolean | null>;

function isFlat(row: unknown): row is Flat {
  return (
    typeof row === "object" &&
    row !== null &&
    !Array.isArray(row) &&
    Object.values(row).every((value) => typeof value !== "object" || value === null)
  );
}
