import { isJsonObject, numberText, type Json } from "@waybill/protocol/hashing/lossless-json";
import type { Namespaces } from "@waybill/protocol/hashing/event-hash/namespaces";
import { ProblemError } from "../../../../platform/errors.ts";
import { TRACEABILITY_PROBLEMS } from "../../traceability.errors.ts";
import { exactNumber } from "@waybill/protocol/measures/exact-number";
import { momentOf } from "../index/moment.ts";

/** One parameter of a query as it was given: text of a URL, or a JSON value. */
export interface Given {
  name: string;
  value: { text: string } | { json: Json };
}

/** What a name or value may refer to. */
export interface QueryContext {
  namespaces: Namespaces;
}

/** More values than one parameter needs; each is one comparison more for every event. */
const MAX_VALUES = 1_000;
const MAX_LENGTH = 4_096;

/** The problem of one parameter. */
export function illFormed({ name }: Pick<Given, "name">, message: string): ProblemError {
  const shown = name.slice(0, 200);
  return new ProblemError(TRACEABILITY_PROBLEMS.queryParameter, {
    detail: `${shown} ${message}.`,
    errors: [{ pointer: `/query/${shown.replaceAll("~", "~0").replaceAll("/", "~1")}`, message }],
  });
}

/** A list of texts: in a URL with `|` between them. */
export function texts(given: Given): string[] {
  const list = "text" in given.value ? given.value.text.split("|") : given.value.json;
  if (!Array.isArray(list)) throw illFormed(given, "must be a list");
  const items = list.filter((item): item is string => typeof item === "string" && item !== "" && item.length <= MAX_LENGTH);
  if (items.length !== list.length || items.length === 0) throw illFormed(given, "must hold texts, none of them empty");
  if (items.length > MAX_VALUES) throw illFormed(given, `must hold ${MAX_VALUES} values at most`);
  return items;
}

/** A list of URIs. */
export function uris(given: Given): string[] {
  const list = texts(given);
  if (!list.every(isUri)) throw illFormed(given, "must hold URIs");
  return list;
}

export function isUri(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9+.-]*:\S/.test(text);
}

/** Some of these words. */
export function wordsOf(given: Given, allowed: readonly string[]): string[] {
  const list = texts(given);
  if (!list.every((word) => allowed.includes(word))) throw illFormed(given, `must hold some of ${allowed.join(", ")}`);
  return list;
}

export function moment(given: Given): string {
  const text = "text" in given.value ? given.value.text : given.value.json;
  // A plus sign that nobody encoded has become a blank.
  const found = typeof text === "string" ? momentOf(text.replace(/ (\d\d:\d\d)$/, "+$1")) : undefined;
  if (found === undefined) throw illFormed(given, "must be a time with an offset, such as 2026-04-17T11:26:42Z");
  return found;
}

/** A number, in its one spelling. */
export function number(given: Given): string {
  const [only, ...more] = numbers(given);
  if (only === undefined || more.length > 0) throw illFormed(given, "must be one number");
  return only;
}

/** One number or several. */
export function numbers(given: Given): string[] {
  const list = "text" in given.value ? given.value.text.split("|") : [given.value.json].flat();
  const found = list.map((item) => {
    const text = "text" in given.value ? String(item) : numberText(item);
    return text === undefined || text.trim() === "" ? undefined : exactNumber(text.trim());
  });
  if (found.length === 0 || found.length > MAX_VALUES || found.includes(undefined)) throw illFormed(given, "must be a number");
  return found as string[];
}

export function boolean(given: Given): boolean {
  const value = "text" in given.value ? given.value.text : given.value.json;
  if (value === true || value === "true") return true;
  if (value === false || value === "false") return false;
  throw illFormed(given, "must be true or false");
}

/** Whether a parameter without a value of its own is meant: present with nothing, `true` or 1 it is. */
export function isWanted(given: Given): boolean {
  const raw = "text" in given.value ? given.value.text : given.value.json;
  const value = numberText(raw) ?? raw;
  if (value === null || value === "" || value === true || value === "true" || value === "1") return true;
  if (value === false || value === "false" || value === "0") return false;
  throw illFormed(given, "takes no value but true or false");
}

export function wholeNumber(given: Given): number {
  const value = number(given);
  if (!/^[1-9]\d{0,8}$/.test(value)) throw illFormed(given, "must be a whole number of at least 1");
  return Number(value);
}

export function word(given: Given): string {
  const value = "text" in given.value ? given.value.text : given.value.json;
  if (typeof value !== "string" || value === "" || value.length > MAX_LENGTH) throw illFormed(given, "must be one text");
  return value;
}

/** A value of a field whose type nobody knows. */
export type Scalar = { text: string } | { number: string } | { moment: string };

/** A list of texts, or one number or time. */
export function scalars(given: Given): Scalar[] {
  if ("json" in given.value && !Array.isArray(given.value.json)) {
    const { json } = given.value;
    const asNumber = numberText(json);
    const exact = asNumber === undefined ? undefined : exactNumber(asNumber);
    if (exact !== undefined) return [{ number: exact }];
    if (typeof json === "string" && json !== "") return [scalarOfText(json)];
    throw illFormed(given, isJsonObject(json) ? "must not be an object" : "must be a list of texts, a number or a time");
  }
  return texts(given).map((text) => ({ text }));
}

function scalarOfText(text: string): Scalar {
  const found = momentOf(text);
  return found === undefined ? { text } : { moment: found };
}

/** One number or time to compare with. */
export function comparable(given: Given): { number: string } | { moment: string } {
  if ("json" in given.value) {
    const [scalar, ...more] = scalars(given);
    if (scalar === undefined || more.length > 0 || "text" in scalar) throw illFormed(given, "must be a number or a time");
    return scalar;
  }
  const exact = exactNumber(given.value.text.trim());
  return exact === undefined || given.value.text.trim() === "" ? { moment: moment(given) } : { number: exact };
}
