import { isJsonObject, LosslessNumber, type Json, type JsonObject } from "../hashing/lossless-json.ts";
import { KDE_NAMESPACE, type DataElement } from "./template.ts";

/**
 * An event with one more data element, written where its template says first; nothing of the given event is changed. The value is text as
 * typed: a number becomes a JSON number with the same digits, plots one item a line.
 *
 * @example
 * writeElement(event, lotCodeSource, "https://id.gs1.org/414/0860009999992"); // { …, "kde:traceabilityLotCodeSource": "https://…" }
 */
export function writeElement(event: JsonObject, { at, form }: Pick<DataElement, "at" | "form">, text: string): JsonObject {
  const [pattern] = at[0] ?? [];
  if (pattern === undefined) throw new TypeError("a data element without a place in the event");
  const written = put(event, pattern.split("/").slice(1), valueOf(form, text)) as JsonObject;
  return pattern.includes("kde:") ? { ...written, "@context": withNamespace(written["@context"]) } : written;
}

function valueOf(form: DataElement["form"], text: string): Json {
  if (form === "number") return new LosslessNumber(text);
  if (form === "plots") return linesOf(text);
  return text;
}

/** Plots as typed, one a line. */
export function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** `*` writes into the first item of a list, or is the list itself where nothing follows. */
function put(into: Json | undefined, [name, ...rest]: readonly string[], value: Json): Json {
  if (name === undefined) return value;
  if (name === "*") {
    if (rest.length === 0) return value;
    const [first, ...others] = Array.isArray(into) ? into : [];
    return [put(first, rest, value), ...others];
  }
  const members = isJsonObject(into) ? into : {};
  return { ...members, [name]: put(members[name], rest, value) };
}

function withNamespace(context: Json | undefined): Json {
  const parts = context === undefined ? [] : Array.isArray(context) ? context : [context];
  return parts.some((part) => isJsonObject(part) && part.kde === KDE_NAMESPACE) ? parts : [...parts, { kde: KDE_NAMESPACE }];
}
