import type { Namespaces } from "@waybill/protocol/hashing/event-hash/namespaces";
import { isJsonObject, type Json, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { listOf, presence, scalarFact, type Fact } from "./fact.ts";
import { fieldKey, textKey } from "./keys.ts";

/** Places in an event that may hold fields outside of the standard. */
export type FieldScope = "event" | "ilmd" | "error" | "readPoint" | "bizLocation" | "sensorElement" | "sensorMetadata" | "sensorReport";

/** Name under which such a field is found; `inner` ones stand anywhere below another. */
export function fieldName(scope: FieldScope, key: string, isInner: boolean): string {
  return textKey(`${isInner ? "inner " : ""}${scope} ${key}`);
}

/** Name under which an attribute is found: a scalar member of a field that is an object. */
export function attributeName(field: string, attribute: string): string {
  return textKey(`attribute ${field} ${attribute}`);
}

/** Facts of all fields outside of the standard that `holder` has, and of everything below them. */
export function fieldFacts(holder: Json | undefined, scope: FieldScope, namespaces: Namespaces): Fact[] {
  if (!isJsonObject(holder)) return [];
  return extensions(holder).flatMap(([name, value]) => factsOf(name, value, { scope, namespaces, isInner: false }));
}

/** Attributes of every field of the event that is an object. Places are found by their own columns. */
export function attributeFacts(event: JsonObject, namespaces: Namespaces): Fact[] {
  return Object.entries(event)
    .filter(([name]) => !isRemark(name) && name !== "ilmd")
    .flatMap(([name, value]) =>
      listOf(value)
        .filter(isJsonObject)
        .flatMap((object) => attributesOf(name, object, namespaces)),
    );
}

interface Place {
  scope: FieldScope;
  namespaces: Namespaces;
  isInner: boolean;
}

function factsOf(name: string, value: Json, place: Place): Fact[] {
  const found = fieldName(place.scope, keyOf(name, place.namespaces), place.isInner);
  return listOf(value).flatMap((item) => {
    if (!isJsonObject(item)) return [scalarFact(found, Array.isArray(item) ? null : item)];
    const text = item["#text"];
    const own = text === undefined || typeof text === "object" ? presence(found) : scalarFact(found, text);
    const below = Object.entries(item).filter(([member]) => !isRemark(member));
    return [own, ...below.flatMap(([member, inner]) => factsOf(member, inner, { ...place, isInner: true }))];
  });
}

function attributesOf(field: string, object: JsonObject, namespaces: Namespaces): Fact[] {
  const isPlace = field === "readPoint" || field === "bizLocation";
  return Object.entries(object)
    .filter(([name, value]) => !isRemark(name) && (value === null || !isNested(value)) && !(isPlace && name === "id"))
    .map(([name, value]) => scalarFact(attributeName(keyOf(field, namespaces), keyOf(name, namespaces)), value));
}

function isNested(value: Json): boolean {
  return Array.isArray(value) || isJsonObject(value);
}

/** The schema lets no other name into a standard object. */
function extensions(holder: JsonObject): [string, Json][] {
  return Object.entries(holder).filter(([name]) => name.includes(":") && !isRemark(name));
}

function isRemark(name: string): boolean {
  return name.startsWith("@") || name === "#text" || name === "comment" || name === "rdfs:comment";
}

function keyOf(name: string, namespaces: Namespaces): string {
  return fieldKey(name, namespaces) ?? textKey(name);
}
