import { checkDigit, hasValidCheckDigit } from "@waybill/protocol/identifiers/check-digit";
import { readCompressedPath } from "@waybill/protocol/identifiers/compression/compress";
import { canonicalDigitalLink, parseIdentifier, type DigitalLink } from "@waybill/protocol/identifiers/digital-link";
import { expectedCheckDigit, explainDigitalLink } from "@waybill/protocol/identifiers/explain-digital-link";
import { linkOfElementString, pathOfElements } from "@waybill/protocol/identifiers/gs1-element-string";
import { encodeSegment } from "@waybill/protocol/identifiers/percent";
import type { MessageId } from "./i18n/text.tsx";

/** A GTIN and a lot as people copy them from a label: a blank, a comma or both between. */
const GTIN_AND_LOT = /^(\d{8}|\d{12,14})(?:\s*,\s*|\s+)(\S.*)$/;

/** What a typed or scanned text names: one subject, a product that still needs a lot or serial, or neither, and then why. */
export type IdentifierEntry =
  | { kind: "subject"; subject: string }
  | { kind: "product"; gtin: string }
  | { kind: "place"; gln: string }
  | { kind: "problem"; message: MessageId; values?: Record<string, string> };

/**
 * Reads whatever a supplier has at hand: a Digital Link, an EPC URN, an element string with or without brackets, a GTIN and its lot
 * with a blank or a comma between, or the bare digits of a GTIN, SSCC or GLN. Check digits are checked here; capture would show a wrong one to everybody.
 */
export function readIdentifier(typed: string): IdentifierEntry {
  const text = typed.trim();
  if (text === "") return problem("identifier.empty");
  if (/^(https?:|urn:)/i.test(text)) return readUri(text);
  const pair = GTIN_AND_LOT.exec(text);
  if (/^[\d\s]+$/.test(text)) {
    const whole = readDigits(text.replaceAll(/\s/g, ""));
    return whole.kind === "problem" && pair !== null ? readPair(pair) : whole;
  }
  return pair === null ? readElementString(text) : readPair(pair);
}

/** A GLN written as digits or as a Digital Link; null for anything else, and for a wrong check digit. */
export function readGln(typed: string): string | null {
  const text = typed.trim();
  if (/^\d{13}$/.test(text)) return hasValidCheckDigit(text) ? text : null;
  const entry = readIdentifier(text);
  return entry.kind === "place" ? entry.gln : null;
}

/** Canonical Digital Link of a lot or serial of a product. Null when the text cannot be one (GS1 allows 20 characters of set 82). */
export function subjectOf(gtin: string, { ai, value }: { ai: "10" | "21"; value: string }): string | null {
  return canonicalDigitalLink(`https://id.gs1.org/01/${gtin}/${ai}/${encodeSegment(value.trim())}`) ?? null;
}

/**
 * A number for a new logistic unit out of the organisation's own GLN: extension digit, the GLN without its check digit (which starts
 * with the company prefix), four digits of chance, check digit. `chance` is 0 to 9999.
 */
export function newSscc(gln: string, chance: number): string {
  const digits = `3${gln.slice(0, 12)}${String(chance).padStart(4, "0")}`;
  return digits + checkDigit(digits);
}

function problem(message: MessageId, values?: Record<string, string>): IdentifierEntry {
  return { kind: "problem", message, ...(values === undefined ? {} : { values }) };
}

/**
 * The Digital Link of a text with all that it names, a lot beside a serial included, whatever its key. Null where it is none, or its check
 * digit is wrong.
 */
export function linkOfEntry(typed: string): string | null {
  const entry = readIdentifier(typed);
  if (entry.kind === "problem" && entry.message !== "identifier.other-key") return null;
  const text = typed.trim();
  const link = /^(https?:|urn:)/i.test(text) ? linkOfUri(text) : linkOfElementString(text);
  if (link !== undefined) return `https://id.gs1.org${pathOfElements([link.key, ...link.qualifiers])}`;
  if (entry.kind === "subject") return entry.subject;
  return entry.kind === "product" ? `https://id.gs1.org/01/${entry.gtin}` : null;
}

/** A Digital Link, compressed or not, or an EPC URN. */
function linkOfUri(uri: string): DigitalLink | undefined {
  return parseIdentifier(uri) ?? readCompressedPath(URL.parse(uri)?.pathname ?? "")?.link;
}

function readUri(uri: string): IdentifierEntry {
  const link = linkOfUri(uri);
  if (link !== undefined) return readLink(link);
  const trouble = explainDigitalLink(uri).problem;
  return trouble?.kind === "order" ? problem("identifier.order", { path: trouble.path }) : problem("identifier.unreadable");
}

function readLink({ key, qualifiers, canonical }: DigitalLink): IdentifierEntry {
  const expected = expectedCheckDigit(key);
  if (expected !== undefined) return problem("identifier.check-digit", { expected });
  if (key.ai === "414" && qualifiers.length === 0) return { kind: "place", gln: key.value };
  if (key.ai === "01" && qualifiers.length === 0) return { kind: "product", gtin: key.value };
  return key.ai === "00" || key.ai === "01" ? { kind: "subject", subject: canonical } : problem("identifier.other-key");
}

function readDigits(digits: string): IdentifierEntry {
  const link = digits.length > 14 ? linkOfElementString(digits) : undefined;
  if (link !== undefined) return readLink(link);
  if (![8, 12, 13, 14, 18].includes(digits.length)) return problem("identifier.length");
  if (!hasValidCheckDigit(digits)) return problem("identifier.check-digit", { expected: checkDigit(digits.slice(0, -1)) });
  if (digits.length === 18) return { kind: "subject", subject: `https://id.gs1.org/00/${digits}` };
  return { kind: "product", gtin: digits.padStart(14, "0") };
}

function readPair([, digits = "", lot = ""]: RegExpExecArray): IdentifierEntry {
  const product = readDigits(digits);
  if (product.kind !== "product") return product;
  const subject = subjectOf(product.gtin, { ai: "10", value: lot });
  return subject === null ? problem("identifier.unreadable") : { kind: "subject", subject };
}

function readElementString(text: string): IdentifierEntry {
  const link = linkOfElementString(text);
  return link === undefined ? problem("identifier.unreadable") : readLink(link);
}
