import { isJsonObject, type Json, type JsonObject, numberText } from "../hashing/lossless-json.ts";
import { plainText } from "./plain-text.ts";

/** Identifiers shown before the rest is only counted: a wallet has little room, and both hashes cover all of them. */
const SHOWN = 3;

/** The identifiers in these members as a list in words, quantities first, e.g. `25 CS of https://…, https://… and 2 more`. */
export function itemsIn(event: JsonObject, members: readonly string[]): string {
  const items = members.flatMap((member) => listOf(event[member])).map(itemText);
  if (items.length === 0) return "nothing named";
  const shown = items.slice(0, SHOWN).join(", ");
  return items.length > SHOWN ? `${shown} and ${items.length - SHOWN} more` : shown;
}

function itemText(item: Json): string {
  if (typeof item === "string") return plainText(item);
  if (!isJsonObject(item)) return "something unnamed";
  const name = typeof item.epcClass === "string" ? plainText(item.epcClass) : "something unnamed";
  const quantity = numberText(item.quantity);
  const uom = typeof item.uom === "string" ? ` ${plainText(item.uom)}` : "";
  return quantity === undefined ? name : `${plainText(quantity)}${uom} of ${name}`;
}

function listOf(value: Json | undefined): readonly Json[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
