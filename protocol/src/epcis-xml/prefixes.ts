import type { JsonObject } from "../hashing/lossless-json.ts";

/** Namespaces whose prefix is known without a definition: by the EPCIS context, or by how event hashes are made. */
const KNOWN: ReadonlyMap<string, string> = new Map([
  ["https://ref.gs1.org/cbv/", "cbv"],
  ["https://ref.gs1.org/epcis/", "epcis"],
  ["https://ref.gs1.org/voc/", "gs1"],
  ["https://gs1.org/voc/", "gs1"],
  ["https://www.gs1.org/voc/", "gs1"],
  ["urn:epcglobal:cbv:mda", "cbvmda"],
]);

/** Prefixes that the EPCIS context protects with one meaning each, so that a document may repeat that and define no other. */
const PROTECTED: ReadonlyMap<string, string> = new Map([
  ["cbvmda", "urn:epcglobal:cbv:mda:"],
  ["rdfs", "http://www.w3.org/2000/01/rdf-schema#"],
  ["owl", "http://www.w3.org/2002/07/owl#"],
  ["xsd", "http://www.w3.org/2001/XMLSchema#"],
  ["dcterms", "http://purl.org/dc/terms/"],
]);

/** What a member name may begin with and still be a URI for the schema. Schemes of identifiers would be taken for what they are. */
const USABLE = /^(?!(?:https?|urn|ni|data|epcis|cbv|gs1)$)[A-Za-z][A-Za-z0-9-]*$/;

/** Gives each namespace of a document one prefix, although XML lets them change from element to element. */
export interface Prefixes {
  /** The member name for a name in a namespace; `wanted` is the prefix that the document uses. */
  nameOf(name: { namespace: string; local: string; prefix: string }): string;
  /** The definitions that a `@context` needs beside the EPCIS context; undefined when there are none. */
  definitions(): JsonObject | undefined;
}

export function createPrefixes(): Prefixes {
  const byNamespace = new Map<string, string>(KNOWN);
  const defined = new Map<string, string>();
  const isFree = (prefix: string, namespace: string): boolean =>
    USABLE.test(prefix) && !defined.has(prefix) && (PROTECTED.get(prefix) ?? namespace) === namespace;
  // One count for the whole document: what it has passed was taken, and stays so.
  let count = 1;
  const chosenFor = (namespace: string, wanted: string): string => {
    for (let prefix = wanted; ; prefix = `ns${(count += 1)}`) if (isFree(prefix, namespace)) return prefix;
  };
  return {
    nameOf({ namespace, local, prefix: wanted }) {
      if (namespace === "") return local;
      // A scheme that stands for itself: the name is a URI, and nothing needs to be defined.
      if (/^[^:/]+:$/.test(namespace)) return `${namespace}${local}`;
      let prefix = byNamespace.get(namespace);
      if (prefix === undefined) {
        prefix = chosenFor(namespace, wanted);
        byNamespace.set(namespace, prefix);
        defined.set(prefix, namespace);
      }
      return `${prefix}:${local}`;
    },
    definitions: () => (defined.size === 0 ? undefined : Object.fromEntries(defined)),
  };
}
