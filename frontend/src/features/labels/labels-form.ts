import { MAX_LABELS, type LabelCode, type LabelSheetName } from "@waybill/protocol/schemas/api/labels";
import { linkOfEntry, readIdentifier } from "../../lib/identifier-entry.ts";
import type { MessageId } from "../../lib/i18n/text.tsx";

/** What labels are made for: one thing several times, lots or serials that count up, or a list. */
export type LabelSource = "copies" | "range" | "list";

/** The form as typed. */
export interface LabelsForm {
  source: LabelSource;
  identifier: string;
  ai: "10" | "21";
  prefix: string;
  first: string;
  count: string;
  list: string;
  code: LabelCode;
  sheet: LabelSheetName;
  skip: string;
}

export const EMPTY_FORM: LabelsForm = {
  source: "range",
  identifier: "",
  ai: "21",
  prefix: "",
  first: "1",
  count: "21",
  list: "",
  code: "qr-link",
  sheet: "a4-3x7",
  skip: "0",
};

/** What is wrong, by field; for a list also in which line. */
export type LabelsProblems = Partial<Record<keyof LabelsForm, { message: MessageId; values?: Record<string, string | number> }>>;

/** Body of POST /api/labels, or why there can be none yet. The first label is what the preview shows. */
export type LabelsDraft =
  { body: object; firstLabel: string; problems?: never } | { body?: never; firstLabel?: never; problems: LabelsProblems };

/** Reads the form. Numbers keep as many digits as the first was typed with: 0001, 0002 … */
export function readForm(form: LabelsForm): LabelsDraft {
  const problems: LabelsProblems = {};
  const skip = numberOf(form.skip, 0, 100);
  if (skip === null) problems.skip = { message: "labels.problem.number", values: { most: 100 } };
  const look = { code: form.code, sheet: form.sheet, skip: skip ?? 0 };
  const made = form.source === "list" ? fromList(form, problems) : fromOne(form, problems);
  return made === null || Object.keys(problems).length > 0
    ? { problems }
    : { body: { ...look, ...made.body }, firstLabel: made.firstLabel };
}

type Made = { body: object; firstLabel: string } | null;

function fromOne(form: LabelsForm, problems: LabelsProblems): Made {
  const entry = readIdentifier(form.identifier);
  const link = linkOfEntry(form.identifier);
  const count = numberOf(form.count, 1, MAX_LABELS);
  const isCounted = form.source === "range";
  if (entry.kind === "problem") problems.identifier = { message: entry.message, ...(entry.values ? { values: entry.values } : {}) };
  else if (isCounted && !/^https:\/\/id\.gs1\.org\/01\/\d{14}(\/10\/[^/]+)?$/.test(link ?? ""))
    problems.identifier = { message: "labels.problem.goods" };
  else if (isCounted && form.ai === "10" && link?.includes("/10/")) problems.identifier = { message: "labels.problem.has-lot" };
  if (count === null) problems.count = { message: "labels.problem.number", values: { most: MAX_LABELS } };
  const first = form.first.trim();
  if (isCounted && !/^\d{1,12}$/.test(first)) problems.first = { message: "labels.problem.first" };
  if (isCounted && form.prefix.trim().length + first.length > 20) problems.prefix = { message: "labels.problem.long" };
  if (link === null || count === null || Object.keys(problems).length > 0) return null;
  if (!isCounted) return { body: { items: Array.from({ length: count }, () => link) }, firstLabel: link };
  const prefix = form.prefix.trim();
  const range = { identifier: link, ai: form.ai, prefix, first: Number(first), count, digits: first.length };
  return { body: { range }, firstLabel: `${link}/${form.ai}/${encodeURIComponent(prefix + first)}` };
}

function fromList({ list }: LabelsForm, problems: LabelsProblems): Made {
  const lines = list.split("\n").map((line) => line.trim());
  const typed = lines.flatMap((text, index) => (text === "" ? [] : [{ text, line: index + 1 }]));
  const links = typed.map(({ text }) => linkOfEntry(text));
  const bad = typed[links.indexOf(null)];
  if (bad !== undefined) problems.list = { message: "labels.problem.line", values: { line: bad.line } };
  else if (links.length === 0) problems.list = { message: "identifier.empty" };
  else if (links.length > MAX_LABELS) problems.list = { message: "labels.problem.number", values: { most: MAX_LABELS } };
  const [first] = links;
  return first == null || problems.list !== undefined ? null : { body: { items: links }, firstLabel: first };
}

function numberOf(text: string, least: number, most: number): number | null {
  const value = Number(text.trim());
  return /^\d{1,4}$/.test(text.trim()) && value >= least && value <= most ? value : null;
}
