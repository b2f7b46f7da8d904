import { isJsonObject, type Json, type JsonObject } from "../hashing/lossless-json.ts";

/** A member's or value's name without prefix, namespace or path: `cbvmda:itemExpirationDate` and its full IRI are one. */
export function localName(name: string): string {
  return name.replace(/^.*[:/#]/, "");
}

/** The first member with this local name, whatever vocabulary it is written in. */
export function memberNamed(object: JsonObject, name: string): Json | undefined {
  return Object.entries(object).find(([key]) => localName(key) === name)?.[1];
}

/** The objects of a list; anything else in it is left out. */
export function objectsIn(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
