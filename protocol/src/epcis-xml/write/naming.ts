import { namespacesOf } from "../../hashing/event-hash/namespaces.ts";
import type { Json } from "../../hashing/lossless-json.ts";
import { escapeMember, isXmlName } from "../member-names.ts";
import type { Attributes } from "./markup.ts";

export const SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";
const SCHEMA = "http://www.w3.org/2001/XMLSchema";

/** How the members of one `@context` are named in XML. What was named has to be declared on an element around it. */
export interface Naming {
  /** The qualified name of a member. One whose prefix means nothing is a URI by itself, whose scheme is the namespace. */
  nameOf(member: string): string;
  /** Text that may begin with a prefix, with that prefix declared. */
  curie(text: string): string;
  /** `xmlns:…` for all that was named. */
  declarations(): Attributes;
}

/** @param standard Prefixes that the document's own elements use. */
export function createNaming(context: Json | undefined, standard: Readonly<Record<string, string>> = {}): Naming {
  const namespaces = namespacesOf(context);
  const taken = new Map(Object.entries({ ...standard, xsi: SCHEMA_INSTANCE, xsd: SCHEMA }));
  const own = new Map<string, string>();
  const used = new Map(Object.entries(standard));
  const prefixFor = (namespace: string, wanted: string): string => {
    const known = own.get(namespace);
    if (known !== undefined) return known;
    let prefix = wanted;
    for (let count = 1; !isXmlName(prefix) || taken.has(prefix); count += 1) prefix = `ns${count}`;
    taken.set(prefix, namespace);
    own.set(namespace, prefix);
    used.set(prefix, namespace);
    return prefix;
  };
  return {
    nameOf(member) {
      const [prefix, local] = splitName(member);
      const namespace = prefix === "" ? undefined : (namespaces.get(prefix) ?? (isXmlName(prefix) ? `${prefix}:` : undefined));
      return namespace === undefined || namespace === "" ? escapeMember(member) : `${prefixFor(namespace, prefix)}:${escapeMember(local)}`;
    },
    curie(text) {
      const [prefix, local] = splitName(text);
      const namespace = prefix === "" || local.startsWith("//") ? undefined : namespaces.get(prefix);
      return namespace === undefined || namespace === "" ? text : `${prefixFor(namespace, prefix)}:${local}`;
    },
    declarations() {
      const schemas: Attributes = [
        ["xmlns:xsi", SCHEMA_INSTANCE],
        ["xmlns:xsd", SCHEMA],
      ];
      return [...[...used].map(([prefix, namespace]) => [`xmlns:${prefix}`, namespace] as const), ...schemas];
    },
  };
}

function splitName(text: string): [prefix: string, local: string] {
  const colon = text.indexOf(":");
  return colon > 0 ? [text.slice(0, colon), text.slice(colon + 1)] : ["", text];
}
