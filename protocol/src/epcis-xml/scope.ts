import type { JsonObject } from "../hashing/lossless-json.ts";
import type { Prefixes } from "./prefixes.ts";
import type { XmlElement } from "./xml-element.ts";

/** What the conversion of one document shares. */
export interface Scope {
  prefixes: Prefixes;
  /** The element that each object was made of, so that what is wrong with it can be shown in the XML. */
  origins: WeakMap<JsonObject, XmlElement>;
}

/** Namespaces of the standard itself. Its elements below the root have none; many senders put them here all the same. */
const STANDARD = /^urn:epcglobal:epcis(-query|-masterdata)?:xsd:[12]$/;

export function isStandardNamespace(namespace: string): boolean {
  return namespace === "" || STANDARD.test(namespace);
}
