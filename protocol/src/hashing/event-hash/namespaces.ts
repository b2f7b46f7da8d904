import { isJsonObject, type Json } from "../lossless-json.ts";

/** Prefix to namespace, as the event's `@context` gives them. */
export type Namespaces = ReadonlyMap<string, string>;

/**
 * Prefixes of the EPCIS context that no document may redefine (it protects them). `gs1` is the namespace of the 2026 revision, where
 * the context file of EPCIS 2.0 still says https://gs1.org/voc/.
 */
const PROTECTED: readonly (readonly [string, string])[] = [
  ["gs1", "https://ref.gs1.org/voc/"],
  ["cbv", "https://ref.gs1.org/cbv/"],
  ["epcis", "https://ref.gs1.org/epcis/"],
];
/** `cbvmda` without the colon that the context file has: so the reference and the XML form write it, unless the document says otherwise. */
const DEFAULTS: readonly (readonly [string, string])[] = [
  ["cbvmda", "urn:epcglobal:cbv:mda"],
  ["rdfs", "http://www.w3.org/2000/01/rdf-schema#"],
];

/** All events of a document share its context. */
const known = new WeakMap<object, Namespaces>();

/** Prefixes that only a remote context defines stay unknown: hashing reads nothing from the network. */
export function namespacesOf(context: Json | undefined): Namespaces {
  const key = typeof context === "object" ? context : null;
  const namespaces = (key && known.get(key)) ?? new Map([...DEFAULTS, ...ownNamespaces(context), ...PROTECTED]);
  if (key) known.set(key, namespaces);
  return namespaces;
}

/** The prefixes that a `@context` itself defines. */
export function ownNamespaces(context: Json | undefined): Namespaces {
  const parts = Array.isArray(context) ? context : [context];
  const entries = parts.filter(isJsonObject).flatMap((part) => Object.entries(part));
  return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

/** `{namespace}local` for a member name with a known prefix; any other name as it is. */
export function expandName(name: string, namespaces: Namespaces): string {
  const { namespace, local } = split(name, namespaces);
  return namespace === undefined ? name : `{${namespace}}${local}`;
}

/** The URI of a value such as `cbv:Comp-x`, if its namespace is one of those wanted. */
export function expandCurie(text: string, namespaces: Namespaces, wanted = /^/): string {
  const { namespace, local } = split(text, namespaces);
  return namespace !== undefined && wanted.test(namespace) ? namespace + local : text;
}

function split(text: string, namespaces: Namespaces): { namespace: string | undefined; local: string } {
  const colon = text.indexOf(":");
  return { namespace: colon > 0 ? namespaces.get(text.slice(0, colon)) : undefined, local: text.slice(colon + 1) };
}
