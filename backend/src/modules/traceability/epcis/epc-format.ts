import { isJsonObject, type Json, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { canonicalDigitalLink } from "@waybill/protocol/identifiers/digital-link";
import { companyDigits, epcUrnOf } from "@waybill/protocol/identifiers/epc-urn-of";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import type { EpcFormat } from "./negotiate.ts";

type Translate = (identifier: string) => string;

/** Members that hold identifiers of things, in a list or alone. */
const THINGS = ["epcList", "childEPCs", "parentID", "inputEPCList", "outputEPCList"];
/** Members that hold objects, and the member of those that is an identifier. */
const HOLDERS: Readonly<Record<string, string>> = {
  quantityList: "epcClass",
  childQuantityList: "epcClass",
  inputQuantityList: "epcClass",
  outputQuantityList: "epcClass",
  readPoint: "id",
  bizLocation: "id",
  bizTransactionList: "bizTransaction",
  sourceList: "source",
  destinationList: "destination",
};
const SHORTEST_PREFIX = 6;
const LONGEST_PREFIX = 12;

/** How identifiers of these events come out. Asks once for all of them which company prefixes are known. */
export async function translationOf(ctx: Pick<Ctx, "tx">, format: EpcFormat, identifiers: () => readonly string[]): Promise<Translate> {
  if (format === "Always_GS1_Digital_Link") return (text) => (text.startsWith("urn:epc:") ? (canonicalDigitalLink(text) ?? text) : text);
  if (format !== "Always_EPC_URN") return (text) => text;
  const digits = [...new Set(identifiers().flatMap((text) => companyDigits(text) ?? []))];
  const candidates = digits.flatMap((text) => prefixesOf(text));
  const rows = await selectRows<{ prefix: string }>(ctx, "SELECT prefix FROM company_prefixes WHERE prefix = ANY($1::text[])", [
    candidates,
  ]);
  const known = new Set(rows.map(({ prefix }) => prefix));
  return (text) => {
    const fitting = prefixesOf(companyDigits(text) ?? "").filter((prefix) => known.has(prefix));
    // Two that fit are no knowledge.
    const [only, ...others] = fitting;
    return only === undefined || others.length > 0 ? text : (epcUrnOf(text, only.length) ?? text);
  };
}

/** All identifiers that `translateEvent` would ask about. */
export function identifiersOf(event: JsonObject): string[] {
  const found: string[] = [];
  translateEvent(event, (text) => {
    found.push(text);
    return text;
  });
  return found;
}

/** The event with its things, places, parties and documents named as `translate` has them. */
export function translateEvent(event: JsonObject, translate: Translate): JsonObject {
  const translated = Object.entries(event).map(([name, value]): [string, Json] => {
    if (THINGS.includes(name)) return [name, eachOf(value, (item) => (typeof item === "string" ? translate(item) : item))];
    const member = Object.hasOwn(HOLDERS, name) ? HOLDERS[name] : undefined;
    return [name, member === undefined ? value : eachOf(value, (item) => translateMember(item, member, translate))];
  });
  return Object.fromEntries(translated);
}

function translateMember(item: Json, member: string, translate: Translate): Json {
  const value = isJsonObject(item) ? item[member] : undefined;
  return typeof value === "string" ? { ...(item as JsonObject), [member]: translate(value) } : item;
}

function eachOf(value: Json, change: (item: Json) => Json): Json {
  return Array.isArray(value) ? value.map(change) : change(value);
}

function prefixesOf(digits: string): string[] {
  const lengths = Array.from({ length: LONGEST_PREFIX - SHORTEST_PREFIX + 1 }, (_, index) => SHORTEST_PREFIX + index);
  return lengths.filter((length) => length <= digits.length).map((length) => digits.slice(0, length));
}
