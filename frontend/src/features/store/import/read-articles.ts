import { importedArticle, type ArticlesImport } from "@waybill/protocol/schemas/api/catalogue";
import Papa from "papaparse";
import { minorOf } from "../../../lib/money.ts";

/** The headings that a file has to have, and those that it may have besides. */
export const COLUMNS = ["gtin", "title", "kind", "price", "currency", "tax_class"] as const;
export const MORE_COLUMNS = ["description", "media", "mass_grams", "is_active"] as const;

/** Rows that one file may have: more than a shop's whole catalogue. They are sent in parts. */
export const MAX_ROWS = 20_000;

export type RowProblem = (typeof COLUMNS)[number] | (typeof MORE_COLUMNS)[number] | "twice";

export interface ReadRow {
  /** As a spreadsheet numbers it: the first below the headings is 2. */
  number: number;
  gtin: string;
  title: string;
  price: string;
  /** Headings under which something is wrong, and `twice` for a GTIN that stands in the file twice. */
  errors: RowProblem[];
}

export type FileProblem = "not-csv" | "empty" | "too-many" | "columns-missing";
/** `articles` is there when no row is wrong. */
export type ReadFile = { rows: ReadRow[]; articles: ArticlesImport["articles"] | null } | { problem: FileProblem };

/** Reads a file of articles, row by row, as the server will. */
export function readArticles(text: string): ReadFile {
  const { data, errors, meta } = Papa.parse<Record<string, string>>(text.replace(/^\uFEFF/, ""), {
    ...{ header: true, skipEmptyLines: "greedy" },
    transformHeader: (head) => head.trim().toLowerCase(),
  });
  if (errors.some(({ type }) => type === "Quotes")) return { problem: "not-csv" };
  if (!COLUMNS.every((column) => meta.fields?.includes(column))) return { problem: "columns-missing" };
  if (data.length === 0) return { problem: "empty" };
  if (data.length > MAX_ROWS) return { problem: "too-many" };
  const read = data.map(readRow);
  const times = new Map<string, number>();
  for (const { shown } of read) times.set(shown.gtin, (times.get(shown.gtin) ?? 0) + 1);
  const rows = read.map(({ shown }): ReadRow =>
    (times.get(shown.gtin) ?? 0) > 1 ? { ...shown, errors: [...shown.errors, "twice"] } : shown,
  );
  const articles = read.flatMap(({ article }) => (article === null ? [] : [article]));
  return { rows, articles: rows.some(({ errors: wrong }) => wrong.length > 0) ? null : articles };
}

function readRow(cells: Record<string, string>, index: number): { shown: ReadRow; article: ArticlesImport["articles"][number] | null } {
  const cell = (column: string) => (cells[column] ?? "").trim().replace(/^'(?=[=+\-@])/, "");
  const currency = cell("currency").toUpperCase();
  const minor = /^[A-Z]{3}$/.test(currency) ? minorOf(cell("price"), currency) : null;
  const active = cell("is_active").toLowerCase();
  const mass = cell("mass_grams");
  // A column that is not there says nothing: what was told before stays. An empty cell says that there is none.
  const told = (column: (typeof MORE_COLUMNS)[number], value: unknown) => (column in cells ? value : undefined);
  const result = importedArticle.safeParse({
    ...{
      gtin: cell("gtin").padStart(14, "0"),
      title: cell("title"),
      description: told("description", cell("description") || null),
      kind: cell("kind").toLowerCase(),
    },
    ...{ price: { minor: minor ?? NaN, currency }, taxClass: cell("tax_class").toLowerCase(), media: told("media", cell("media") || null) },
    massGrams: told("mass_grams", mass === "" ? null : Number(mass)),
    isActive: told("is_active", active === "" || active === "true" ? true : active === "false" ? false : active),
  });
  const errors = result.success ? [] : [...new Set(result.error.issues.map(({ path }) => columnAt(path)))];
  const shown = {
    number: index + 2,
    gtin: cell("gtin").padStart(14, "0"),
    title: cell("title"),
    price: `${cell("price")} ${currency}`,
    errors,
  };
  return { shown, article: result.success ? result.data : null };
}

function columnAt([field, part]: readonly PropertyKey[]): RowProblem {
  if (field === "price") return part === "currency" ? "currency" : "price";
  if (field === "taxClass") return "tax_class";
  if (field === "massGrams") return "mass_grams";
  return field === "isActive" ? "is_active" : (field as RowProblem);
}
