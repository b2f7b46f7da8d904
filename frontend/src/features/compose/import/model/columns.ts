import { findTemplate } from "@waybill/protocol/templates/templates";
import type { MessageId } from "../../../../lib/i18n/text.tsx";
import type { Draft } from "../../model/draft.ts";
import { askedElements } from "../../model/elements.ts";
import { questionsOf } from "../../model/questions.ts";

/** What every row of a file is about: the step, and the template whose data elements it brings. */
export type ImportSubject = Pick<Draft, "happening" | "template">;

/** Something that a row may say. */
export interface Column {
  id: string;
  /** Message of its name, or for a template's data element the name itself. */
  name: { message: MessageId } | { label: string };
  isRequired: boolean;
  /** Headings that mean it, in lower-case letters and digits. */
  aliases: readonly string[];
}

const FIXED = {
  unit: ["sscc", "pallet", "case", "parent", "parentid"],
  "input-product": ["input", "inputgtin", "ingredient"],
  "input-lot": ["inputlot", "ingredientlot"],
  "input-quantity": ["inputquantity", "inputamount"],
  "input-uom": ["inputunit"],
  product: ["gtin", "item", "sku", "epc", "productcode", "digitallink"],
  lot: ["lotnumber", "batch", "batchnumber", "lotcode", "traceabilitylotcode", "tlc"],
  serial: ["serialnumber", "sn"],
  quantity: ["qty", "amount", "count", "weight"],
  uom: ["unit", "units", "unitofmeasure", "measure"],
  place: ["gln", "location", "where", "site", "shipfrom", "from"],
  counterpart: ["to", "shipto", "destination", "recipient", "customer", "source", "supplier"],
  time: ["date", "datetime", "eventtime", "when", "timestamp", "shipdate"],
  outcome: ["result", "disposition"],
  "document-type": ["doctype", "referencetype", "referencedocumenttype"],
  "document-number": ["document", "docnumber", "reference", "referencenumber", "ponumber", "po", "bol"],
  temperature: ["temp", "reading", "value"],
  scale: ["temperatureunit", "degrees"],
} as const satisfies Record<string, readonly string[]>;

export type FixedColumn = keyof typeof FIXED;

/** The columns that a file about this step may have, in the order of the form. */
export function columnsFor(subject: ImportSubject): Column[] {
  const questions = questionsOf(subject);
  if (questions === null) return [];
  const isAsked: Partial<Record<FixedColumn, boolean>> = {
    unit: questions.hasUnit,
    "input-product": questions.hasInputs,
    "input-lot": questions.hasInputs,
    "input-quantity": questions.hasInputs,
    "input-uom": questions.hasInputs,
    counterpart: questions.counterpart !== null,
    outcome: questions.outcomes.length > 0,
  };
  const isRequired: Partial<Record<FixedColumn, boolean>> = {
    unit: questions.hasUnit,
    "input-product": questions.hasInputs,
    product: !questions.mayBeEmpty,
    place: true,
    time: true,
    outcome: true,
    temperature: questions.needsReading,
  };
  const fixed = (Object.keys(FIXED) as FixedColumn[])
    .filter((id) => isAsked[id] !== false)
    .map((id): Column => ({ id, name: { message: `import.column.${id}` }, isRequired: isRequired[id] ?? false, aliases: FIXED[id] }));
  const asked = askedElements(subject).map(({ id, label }): Column => ({ id, name: { label }, isRequired: false, aliases: [label] }));
  return [...fixed, ...asked];
}

/** Which heading of a file gives each column: as its own name says, or by another name that is common. No heading is used twice. */
export function guessMapping(columns: readonly Column[], heads: readonly string[]): Record<string, string> {
  const free = new Map(heads.map((head) => [plain(head), head]));
  const mapping: Record<string, string> = {};
  const take = (column: Column, names: readonly string[]) => {
    const name = names.map(plain).find((candidate) => free.has(candidate));
    if (name === undefined || mapping[column.id] !== undefined) return;
    mapping[column.id] = free.get(name) as string;
    free.delete(name);
  };
  // Exact names first, so that an alias of one column does not take the heading of another.
  for (const column of columns) take(column, [column.id, ...("label" in column.name ? [column.name.label] : [])]);
  for (const column of columns) take(column, column.aliases);
  return mapping;
}

/** The name of a file about this step: `fsma204-shipping`, `shipped`. */
export function subjectName({ happening, template }: ImportSubject): string {
  return (template === null ? undefined : findTemplate(template)?.id) ?? happening ?? "events";
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
