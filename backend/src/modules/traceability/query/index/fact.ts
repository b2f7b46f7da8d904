import { numberText, type Json, type JsonObject, isJsonObject } from "@waybill/protocol/hashing/lossless-json";
import { exactNumber } from "@waybill/protocol/measures/exact-number";
import { textKey } from "./keys.ts";
import { momentOf } from "./moment.ts";

/**
 * One thing that an event says, by which queries find it: what it is about, and its value. A name with nothing else says that the event has
 * that field. `number` without `text` is a number that the event wrote as one.
 */
export interface Fact {
  name: string;
  text: string | null;
  /** Decimal, canonical. */
  number: string | null;
  /** UTC with six decimals. */
  moment: string | null;
}

export function presence(name: string): Fact {
  return { name, text: null, number: null, moment: null };
}

export function textFact(name: string, text: string): Fact {
  return { ...presence(name), text };
}

export function numberFact(name: string, number: string): Fact {
  return { ...presence(name), number };
}

/** A standard field that holds a time; none when it does not. */
export function momentFacts(name: string, value: Json | undefined): Fact[] {
  const moment = typeof value === "string" ? momentOf(value) : undefined;
  return moment === undefined ? [] : [{ ...presence(name), moment }];
}

/** A scalar of a field whose type nobody knows: text that reads as a number or a time counts as that, too. */
export function scalarFact(name: string, value: Json): Fact {
  const number = numberText(value);
  if (number !== undefined) return numberFact(name, exactNumber(number) ?? "0");
  if (typeof value === "boolean") return textFact(name, String(value));
  if (typeof value !== "string") return presence(name);
  return { name, text: textKey(value), number: exactNumber(value) ?? null, moment: momentOf(value) ?? null };
}

/** A list as it is, one value as a list of one, nothing as none. */
export function listOf(value: Json | undefined): readonly Json[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

export function objectsOf(value: Json | undefined): JsonObject[] {
  return listOf(value).filter(isJsonObject);
}

export function textsOf(value: Json | undefined): string[] {
  return listOf(value).filter((item) => typeof item === "string");
}
