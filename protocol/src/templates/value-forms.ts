import { z } from "zod";
import { numberText, type Json } from "../hashing/lossless-json.ts";
import { plotProblem } from "./plot.ts";

/** What the value of a data element must look like. */
export const valueForm = z.enum(["text", "date", "time", "number", "uri", "place", "product", "lot", "country", "plots"]);
export type ValueForm = z.infer<typeof valueForm>;

const PRODUCT = /\/01\/\d{8,14}(?:\/|$|\?)|^urn:epc:(?:id:sgtin|class:lgtin|idpat:sgtin):/;
const LOT = /\/01\/\d{8,14}\/(?:22\/[^/]+\/)?10\/[^/?]+|^urn:epc:class:lgtin:/;
const PLACE = /\/414\/\d{13}|\/417\/\d{13}|^urn:epc:id:(?:sgln|pgln):|^geo:/;
const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const URI = /^[a-z][a-z0-9+.-]*:\S+$/i;

/** What is wrong with a text, in plain words, or null. */
const TEXT_PROBLEMS: Record<Exclude<ValueForm, "number">, (text: string) => string | null> = {
  text: (text) => (text.trim() === "" ? "is empty" : null),
  date: (text) => (DATE.test(text) ? null : "is no date such as 2026-04-17"),
  time: (text) => (TIME.test(text) ? null : "is no date and time"),
  uri: (text) => (URI.test(text) ? null : "is no web address or URN"),
  place: (text) => (PLACE.test(text) ? null : "names no place by its GLN"),
  product: (text) => (PRODUCT.test(text) ? null : "names no product by its GTIN"),
  lot: (text) => (LOT.test(text) ? null : "names no lot: it needs a GTIN and a lot number"),
  country: (text) => (/^[A-Z]{2}$/.test(text) ? null : "is no country code of two letters, such as BR"),
  plots: plotProblem,
};

/** What keeps a value from being of this form, in plain words ("names no lot: …"), or null. */
export function formProblem(form: ValueForm, value: Json): string | null {
  if (form === "number") return numberText(value) === undefined ? "is no number" : null;
  return typeof value === "string" ? TEXT_PROBLEMS[form](value) : "is no text";
}
