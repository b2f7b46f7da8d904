import { isJsonObject, stringifyLossless, type Json, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { EPCIS_CONTEXT } from "@waybill/protocol/schemas/epcis/epcis-context";

/** Addresses under which the standard's own context is found. */
const STANDARD = /^https:\/\/(ref\.gs1\.org\/standards\/epcis\/|gs1\.github\.io\/EPCIS\/)/;

/** One `@context` for a document of events that each brought their own. */
export interface SharedContext {
  /** Takes one more event's context in; false, and nothing changes, when it would give a name another meaning. */
  add(context: Json | undefined): boolean;
  /** A prefix for a namespace of ours that no event uses for another: the wished one, or that with a number behind it. */
  define(wished: string, namespace: string): string;
  value(): Json;
}

export function createSharedContext(): SharedContext {
  let remote: string | undefined;
  const addresses: string[] = [];
  const terms = new Map<string, { text: string; value: Json }>();
  return {
    add(context) {
      const parts = Array.isArray(context) ? context : context === undefined ? [] : [context];
      const own = new Map(parts.filter(isJsonObject).flatMap((part) => Object.entries(part)));
      const strange = parts.filter((part): part is string => typeof part === "string" && !STANDARD.test(part));
      // Nobody reads remote contexts here: they might define anything, so only events with the same ones share a document.
      const fits = remote === undefined || remote === strange.join(" ");
      const isSame = [...own].every(([name, value]) => (terms.get(name)?.text ?? stringifyLossless(value)) === stringifyLossless(value));
      if (!fits || !isSame) return false;
      if (remote === undefined) addresses.push(...strange);
      remote = strange.join(" ");
      for (const [name, value] of own) terms.set(name, { text: stringifyLossless(value), value });
      return true;
    },
    define(wished, namespace) {
      const text = stringifyLossless(namespace);
      for (let number = 0; ; number++) {
        const prefix = number === 0 ? wished : `${wished}${number}`;
        if ((terms.get(prefix)?.text ?? text) !== text) continue;
        terms.set(prefix, { text, value: namespace });
        return prefix;
      }
    },
    value() {
      const defined: JsonObject = Object.fromEntries([...terms].map(([name, { value }]) => [name, value]));
      return [EPCIS_CONTEXT, ...addresses, ...(terms.size > 0 ? [defined] : [])];
    },
  };
}
