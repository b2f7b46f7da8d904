import type { Subject } from "../schemas/primitives.ts";
import { type DigitalLink, parseIdentifier } from "./digital-link.ts";

const ORIGIN = "https://id.gs1.org";

/** Keys that name a single thing when these qualifiers stand beside them; an empty list means: always. */
const INSTANCE_OF: Readonly<Record<string, readonly string[]>> = {
  "00": [],
  "01": ["10", "21", "235"],
  "8006": ["10", "21"],
  "8004": [],
  "8010": ["8011"],
};

/**
 * True when an identifier names a lot, a serial or a logistic unit: something that statements can be about. A GTIN alone names a kind
 * of goods, a GLN a place.
 */
export function isInstanceOrLot(uriOrUrn: string): boolean {
  return subjectOf(uriOrUrn) !== undefined;
}

/** The subject that an identifier names, or undefined when it names none: a kind of goods, a place, a pattern, no GS1 key. */
export function subjectOf(uriOrUrn: string): Subject | undefined {
  const identifier = parseIdentifier(uriOrUrn);
  return identifier && namesOne(identifier) ? (identifier.canonical as Subject) : undefined;
}

function namesOne({ key, qualifiers }: DigitalLink): boolean {
  // A returnable asset has its serial inside the key, behind fourteen digits.
  if (key.ai === "8003") return key.value.length > 14;
  const needed = INSTANCE_OF[key.ai];
  return needed !== undefined && (needed.length === 0 || qualifiers.some(({ ai }) => needed.includes(ai)));
}

/**
 * Path of a subject, as the public page has it.
 *
 * @example
 * pathOf("https://id.gs1.org/01/00860009999923/10/ABC1234" as Subject); // "/01/00860009999923/10/ABC1234"
 */
export function pathOf(subject: Subject): string {
  return subject.slice(ORIGIN.length);
}

/** The subject that a path names, whatever its spelling; undefined when it names none. The way back of `pathOf`. */
export function subjectOfPath(path: string): Subject | undefined {
  return path.startsWith("/") ? subjectOf(ORIGIN + path) : undefined;
}
