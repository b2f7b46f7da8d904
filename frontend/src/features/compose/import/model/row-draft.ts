import type { MessageId } from "../../../../lib/i18n/text.tsx";
import { readGln, readIdentifier, subjectOf } from "../../../../lib/identifier-entry.ts";
import {
  REFERENCE_TYPES,
  TEMPERATURE_UNITS,
  UNITS_OF_MEASURE,
  type ReferenceType,
  type UnitOfMeasure,
} from "../../../../lib/units-of-measure.ts";
import { emptyDraft, productLineOf, type Draft, type PlaceChoice, type ProductLine } from "../../model/draft.ts";
import { askedElements } from "../../model/elements.ts";
import type { DraftProblem, Field } from "../../model/problems.ts";
import type { FixedColumn, ImportSubject } from "./columns.ts";

/** What is wrong with one cell: the column, and the id of a sentence. */
export interface CellProblem {
  column: string;
  message: MessageId;
  /** What fills the gaps of the sentence. */
  values?: Record<string, string>;
}

export type Cells = Readonly<Record<string, string>>;

/** Other spellings of units, as suppliers' files have them. */
const UNITS: Record<string, UnitOfMeasure> = {
  pieces: "",
  piece: "",
  pcs: "",
  ea: "",
  each: "",
  case: "CS",
  cases: "CS",
  box: "BX",
  boxes: "BX",
  kg: "KGM",
  g: "GRM",
  t: "TNE",
  lb: "LBR",
  lbs: "LBR",
  l: "LTR",
};
const SCALES: Record<string, (typeof TEMPERATURE_UNITS)[number]> = {
  c: "CEL",
  "°c": "CEL",
  celsius: "CEL",
  f: "FAH",
  "°f": "FAH",
  fahrenheit: "FAH",
};
const TIME = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/;

/** The form as one row fills it in, and the cells that cannot be read. A time without a zone is one of `offset`. */
export function draftOfRow(cells: Cells, subject: ImportSubject, offset: string): { draft: Draft; problems: CellProblem[] } {
  const problems: CellProblem[] = [];
  const cell = (column: FixedColumn) => (cells[column] ?? "").trim();
  const wrong = <Value>(column: string, message: MessageId, value: Value, values?: Record<string, string>): Value => {
    problems.push({ column, message, ...(values === undefined ? {} : { values }) });
    return value;
  };

  function goods(prefix: "" | "input-"): ProductLine[] {
    const column = `${prefix}product` as const;
    if (cell(column) === "") return [];
    const entry = readIdentifier(cell(column));
    if (entry.kind === "problem") return wrong(column, entry.message, [], entry.values);
    if (entry.kind === "place") return wrong(column, "identifier.other-key", []);
    const named = entry.kind === "subject" ? entry.subject : numbered(entry.gtin, prefix);
    if (named === null) return [];
    return [{ ...productLineOf(named), quantity: cell(`${prefix}quantity`), uom: uomOf(`${prefix}uom`) }];
  }

  function numbered(gtin: string, prefix: "" | "input-"): string | null {
    const lot = cell(`${prefix}lot`);
    const serial = prefix === "" ? cell("serial") : "";
    if (lot === "" && serial === "") return wrong(`${prefix}lot`, "import.problem.lot", null);
    const named = subjectOf(gtin, lot === "" ? { ai: "21", value: serial } : { ai: "10", value: lot });
    return named ?? wrong(lot === "" ? "serial" : `${prefix}lot`, "picker.number.wrong", null);
  }

  function uomOf(column: "uom" | "input-uom"): UnitOfMeasure {
    const text = cell(column);
    const code = UNITS_OF_MEASURE.find((known) => known === text.toUpperCase()) ?? UNITS[text.toLowerCase()];
    return code ?? wrong(column, "import.problem.uom", "");
  }

  function placeOf(column: "place" | "counterpart"): PlaceChoice | null {
    if (cell(column) === "") return null;
    const gln = readGln(cell(column));
    return gln === null ? wrong(column, "import.problem.place", null) : { gln, name: null };
  }

  function timeOf(): Pick<Draft, "localTime" | "offset"> {
    if (cell("time") === "") return wrong("time", "import.problem.time-empty", { localTime: "", offset });
    const [, date, clock = "00:00", zone = offset] = TIME.exec(cell("time")) ?? [];
    if (date === undefined) return wrong("time", "import.problem.time", { localTime: "", offset });
    return { localTime: `${date}T${clock}`, offset: zone === "Z" ? "+00:00" : zone.replace(/^(.\d\d):?(\d\d)$/, "$1:$2") };
  }

  function unitOf(): string {
    if (cell("unit") === "") return "";
    const entry = readIdentifier(cell("unit"));
    return entry.kind === "subject" && /\/00\/\d{18}$/.test(entry.subject) ? entry.subject : wrong("unit", "identifier.not-a-unit", "");
  }

  function referencesOf(): Draft["references"] {
    if (cell("document-number") === "") return [];
    const type = cell("document-type") === "" ? "po" : cell("document-type").toLowerCase();
    if (!REFERENCE_TYPES.includes(type as ReferenceType)) return wrong("document-type", "import.problem.document-type", []);
    return [{ type: type as ReferenceType, value: cell("document-number") }];
  }

  const scale = cell("scale");
  const draft: Draft = {
    ...emptyDraft(),
    ...subject,
    products: goods(""),
    inputs: goods("input-"),
    unit: unitOf(),
    place: placeOf("place"),
    counterpart: placeOf("counterpart"),
    ...timeOf(),
    outcome: cell("outcome"),
    references: referencesOf(),
    temperature: {
      value: cell("temperature"),
      unit:
        TEMPERATURE_UNITS.find((unit) => unit === (scale === "" ? "CEL" : scale.toUpperCase())) ??
        SCALES[scale.toLowerCase()] ??
        wrong("scale", "import.problem.scale", "CEL"),
    },
    elements: Object.fromEntries(askedElements(subject).map(({ id }) => [id, (cells[id] ?? "").replaceAll(/\s*\|\s*/g, "\n")])),
  };
  return { draft, problems };
}

const COLUMNS: Record<Exclude<Field, "elements">, FixedColumn> = {
  happening: "product",
  products: "product",
  inputs: "input-product",
  unit: "unit",
  place: "place",
  time: "time",
  outcome: "outcome",
  references: "document-number",
  temperature: "temperature",
};

/** The cell that a problem of the form is about. */
export function cellOf({ field, message, index }: DraftProblem, subject: ImportSubject): CellProblem {
  if (field === "elements") return { column: askedElements(subject)[index ?? 0]?.id ?? "", message };
  const isQuantity = message === "compose.problem.quantity";
  if (isQuantity) return { column: field === "inputs" ? "input-quantity" : "quantity", message };
  // A form offers places to choose from; a file has an empty cell.
  return { column: COLUMNS[field], message: message === "compose.problem.place" ? "import.problem.place-empty" : message };
}
