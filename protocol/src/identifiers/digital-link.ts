import { type KeyRule, KEYS, keyNamed, QUALIFIERS, qualifierNamed } from "./application-identifiers.ts";
import { type KeyElements, linkOf } from "./element-string.ts";
import { parseEpcUrn } from "./epc-urn.ts";
import { decodeSegment } from "./percent.ts";

/** A GS1 Digital Link read: its key, all qualifiers it names, and its one canonical form. */
export interface DigitalLink extends KeyElements {
  canonical: string;
}

/** A key and its longest sequence of qualifiers; anything longer ends in no key, and would only cost time to try. */
const MAX_SEGMENTS = 8;

/**
 * Reads a GS1 Digital Link URI on any domain, with AIs or their old short names. Query, fragment and what stands before the key are not
 * part of the identity. Undefined for any other text. Check digits are kept as given: `hasValidCheckDigit` judges them.
 *
 * @example
 * parseDigitalLink("https://example.com/gtin/9780345418913/lot/1223")?.canonical; // "https://id.gs1.org/01/09780345418913/10/1223"
 */
export function parseDigitalLink(uri: string): DigitalLink | undefined {
  const path = /^https?:\/\/[^/?#]+(\/[^?#]*)/i.exec(uri)?.[1];
  if (path === undefined) return undefined;
  const segments = path.replace(/\/$/, "").split("/").slice(1);
  for (let start = Math.max(0, segments.length - MAX_SEGMENTS); start < segments.length - 1; start++) {
    const elements = readPath(segments.slice(start));
    if (elements) return { ...elements, canonical: linkOf(elements) };
  }
  return undefined;
}

/**
 * The canonical Digital Link of an identifier given as Digital Link, EPC URN, class URN or pattern; undefined when it names no GS1 key.
 *
 * @example
 * canonicalDigitalLink("urn:epc:class:lgtin:4012345.012345.Lot987"); // "https://id.gs1.org/01/04012345123456/10/Lot987"
 */
export function canonicalDigitalLink(uriOrUrn: string): string | undefined {
  return parseIdentifier(uriOrUrn)?.canonical;
}

/** One event's identifiers are read for its hash, its subjects and its index: those of the last few events are kept. */
const RECENT = 2_000;
const MAX_KEPT_CHARACTERS = 300;
const recent = new Map<string, DigitalLink | undefined>();

/** The same with key and qualifiers: reads Digital Links and EPC URNs alike. */
export function parseIdentifier(uriOrUrn: string): DigitalLink | undefined {
  if (recent.has(uriOrUrn)) return recent.get(uriOrUrn);
  const identifier = readIdentifier(uriOrUrn);
  if (recent.size >= RECENT) recent.clear();
  if (uriOrUrn.length <= MAX_KEPT_CHARACTERS) recent.set(uriOrUrn, identifier);
  return identifier;
}

function readIdentifier(uriOrUrn: string): DigitalLink | undefined {
  if (!uriOrUrn.startsWith("urn:")) return parseDigitalLink(uriOrUrn);
  const elements = parseEpcUrn(uriOrUrn);
  return elements && { ...elements, canonical: linkOf(elements) };
}

function readPath(segments: readonly string[]): KeyElements | undefined {
  const [name = "", given = "", ...rest] = segments;
  const ai = keyNamed(name);
  const rule = ai === undefined ? undefined : KEYS[ai];
  const value = decodeSegment(given);
  if (ai === undefined || rule === undefined || value === undefined || !rule.value.test(value)) return undefined;
  const qualifiers = readQualifiers(rest, rule);
  return qualifiers && { key: { ai, value: ai === "01" ? value.padStart(14, "0") : value }, qualifiers };
}

function readQualifiers(segments: readonly string[], rule: KeyRule): KeyElements["qualifiers"] | undefined {
  const found: { ai: string; value: string }[] = [];
  for (let i = 0; i < segments.length; i += 2) {
    const ai = qualifierNamed(segments[i] ?? "");
    const value = decodeSegment(segments[i + 1] ?? "");
    if (ai === undefined || value === undefined || !QUALIFIERS[ai]?.value.test(value)) return undefined;
    found.push({ ai, value });
  }
  const legal = found.length === 0 || rule.qualifiers.some((order) => isSubsequence(found, order));
  return legal ? found : undefined;
}

function isSubsequence(found: readonly { ai: string }[], order: readonly string[]): boolean {
  let last = -1;
  return found.every(({ ai }) => {
    const at = order.indexOf(ai);
    const inOrder = at > last;
    last = at;
    return inOrder;
  });
}
