import { KEYS, QUALIFIERS } from "./application-identifiers.ts";
import type { KeyElements } from "./element-string.ts";
import { type DigitalLink, parseDigitalLink } from "./digital-link.ts";
import { encodeSegment } from "./percent.ts";

/** One AI and its value, decoded text. */
export interface Element {
  ai: string;
  value: string;
}

/** What ends a value of open length (General Specifications, section 7.8.3): FNC1, which scanners send as this character. */
export const GROUP_SEPARATOR = "\u001d";

/** Digits of an AI, by its first two (General Specifications, section 3.2); two where nothing is listed. */
const AI_DIGITS: Readonly<Record<string, number>> = {
  ...each(["23", "24", "25", "40", "41", "42", "71"], 3),
  ...each(["31", "32", "33", "34", "35", "36", "39", "43", "70", "72", "80", "81", "82"], 4),
};

/** How many digits an AI has that begins with these two. */
export function aiDigits(start: string): number {
  return AI_DIGITS[start] ?? 2;
}

/** Characters of AI and value together where the first two digits fix them (General Specifications, figure 7.8.5-2). */
const FIXED: Readonly<Record<string, number>> = {
  "00": 20,
  ...each(["01", "02", "03"], 16),
  "04": 18,
  ...each(["11", "12", "13", "14", "15", "16", "17", "18", "19"], 8),
  "20": 4,
  ...each(["31", "32", "33", "34", "35", "36"], 10),
  "41": 16,
};

/** The longest value of any AI. */
const MAX_VALUE = 90;

/**
 * The elements of a GS1 element string: with brackets as people write it, or as a scanner sends it, its symbology identifier included.
 * Undefined for text that is none.
 *
 * @example
 * readElementString("]d20109506000134352" + "10A\u001d21S1"); // [{ ai: "01", … }, { ai: "10", value: "A" }, { ai: "21", value: "S1" }]
 */
export function readElementString(text: string): Element[] | undefined {
  return text.startsWith("(") ? readBracketed(text) : readScanned(text.replace(/^\][A-Za-z][0-9A-Za-z]/, ""));
}

/**
 * The Digital Link of the goods, unit or place that an element string names; dates, weights and other attributes do not count. Undefined
 * where it names none, or a qualifier stands twice.
 */
export function linkOfElementString(text: string): DigitalLink | undefined {
  const elements = readElementString(text);
  const key = elements?.find(({ ai }) => Object.hasOwn(KEYS, ai));
  const rule = key && KEYS[key.ai];
  if (elements === undefined || key === undefined || rule === undefined) return undefined;
  const wanted = elements.filter(({ ai }) => Object.hasOwn(QUALIFIERS, ai));
  const order = rule.qualifiers.find((one) => wanted.every(({ ai }) => one.includes(ai)));
  // A qualifier of another key's is an attribute here.
  const known = order === undefined ? wanted.filter(({ ai }) => rule.qualifiers.flat().includes(ai)) : wanted;
  const sorted = order === undefined ? known : known.toSorted((a, b) => order.indexOf(a.ai) - order.indexOf(b.ai));
  return parseDigitalLink(`https://id.gs1.org${pathOfElements([key, ...sorted])}`);
}

/** Elements as the path of a Digital Link. */
export function pathOfElements(elements: readonly Element[]): string {
  return elements.map(({ ai, value }) => `/${ai}/${encodeSegment(value)}`).join("");
}

/**
 * Key and qualifiers as the data of a GS1 DataMatrix or GS1-128: `fnc1` stands before the first element and after each value of open length
 * but the last.
 */
export function elementStringOf({ key, qualifiers }: KeyElements, fnc1: string): string {
  const elements = [key, ...qualifiers];
  return (
    fnc1 +
    elements
      .map(({ ai, value }, index) => ai + value + (index < elements.length - 1 && FIXED[ai.slice(0, 2)] === undefined ? fnc1 : ""))
      .join("")
  );
}

/** The lines that are printed for people beside a code, one per element: `(01) 09506000134352`. */
export function humanReadable({ key, qualifiers }: KeyElements): string[] {
  return [key, ...qualifiers].map(({ ai, value }) => `(${ai}) ${value}`);
}

function readBracketed(text: string): Element[] | undefined {
  // A value may itself hold brackets: only digits between them, after the beginning or a value, begin the next element.
  const parts = text.split(/\((\d{2,4})\)\s*/);
  if (parts[0] !== "" || parts.length < 3) return undefined;
  const elements: Element[] = [];
  for (let i = 1; i < parts.length; i += 2) elements.push({ ai: parts[i] ?? "", value: (parts[i + 1] ?? "").trim() });
  return elements.every(({ value }) => value !== "" && value.length <= MAX_VALUE) ? elements : undefined;
}

function readScanned(text: string): Element[] | undefined {
  const elements: Element[] = [];
  let rest = text.startsWith(GROUP_SEPARATOR) ? text.slice(1) : text;
  while (rest !== "") {
    const start = rest.slice(0, 2);
    const digits = aiDigits(start);
    const ai = rest.slice(0, digits);
    const length = FIXED[start] ?? firstSeparator(rest);
    const value = rest.slice(digits, length);
    if (!/^\d{2,4}$/.test(ai) || ai.length !== digits || value === "" || value.length > MAX_VALUE || rest.length < length) return undefined;
    elements.push({ ai, value });
    rest = rest.slice(length);
    if (rest.startsWith(GROUP_SEPARATOR)) rest = rest.slice(1);
  }
  return elements.length === 0 ? undefined : elements;
}

function firstSeparator(text: string): number {
  const at = text.indexOf(GROUP_SEPARATOR);
  return at === -1 ? text.length : at;
}

function each(starts: readonly string[], value: number): Record<string, number> {
  return Object.fromEntries(starts.map((start) => [start, value]));
}
