import { checkDigit, hasValidCheckDigit } from "@waybill/protocol/identifiers/check-digit";
import { canonicalDigitalLink, parseDigitalLink } from "@waybill/protocol/identifiers/digital-link";
import { encodeSegment } from "@waybill/protocol/identifiers/percent";
import type { MessageId } from "./i18n/text.tsx";

/** What a typed or scanned text names: one subject, a product that still needs a lot or serial, or neither, and then why. */
export type IdentifierEntry =
  | { kind: "subject"; subject: string }
  | { kind: "product"; gtin: string }
  | { kind: "place"; gln: string }
  | { kind: "problem"; message: MessageId };

/** Symbology identifier and group separator, as scanners send them. */
const SCANNED = /^(?:\][A-Za-z]\d)?(00\d{18}|01\d{14})(?:(10|21)([^\u001d]{1,20}))?\u001d?$/;
const BRACKETED = /^\((00|01)\)\s*(\d{14}|\d{18})\s*(?:\((10|21)\)\s*([^()]{1,20}))?$/;

/**
 * Reads whatever a supplier has at hand: a Digital Link, an EPC URN, an element string with or without brackets, or the bare digits of
 * a GTIN, SSCC or GLN. Check digits are checked here; capture would show a wrong one to everybody.
 */
export function readIdentifier(typed: string): IdentifierEntry {
  const text = typed.trim();
  if (text === "") return problem("identifier.empty");
  if (/^(https?:|urn:)/i.test(text)) return readUri(text);
  if (/^[\d\s]+$/.test(text)) return readDigits(text.replaceAll(/\s/g, ""));
  return readElementString(text);
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

function problem(message: MessageId): IdentifierEntry {
  return { kind: "problem", message };
}

function readUri(uri: string): IdentifierEntry {
  const canonical = canonicalDigitalLink(uri);
  const link = canonical === undefined ? undefined : parseDigitalLink(canonical);
  if (link === undefined) return problem("identifier.unreadable");
  const { key, qualifiers } = link;
  if (["00", "01", "414", "417"].includes(key.ai) && !hasValidCheckDigit(key.value)) return problem("identifier.check-digit");
  if (key.ai === "414" && qualifiers.length === 0) return { kind: "place", gln: key.value };
  if (key.ai === "01" && qualifiers.length === 0) return { kind: "product", gtin: key.value };
  return key.ai === "00" || key.ai === "01" ? { kind: "subject", subject: link.canonical } : problem("identifier.other-key");
}

function readDigits(digits: string): IdentifierEntry {
  const element = SCANNED.exec(digits);
  if (element !== null && digits.length > 14) return readElementString(digits);
  if (![8, 12, 13, 14, 18].includes(digits.length)) return problem("identifier.length");
  if (!hasValidCheckDigit(digits)) return problem("identifier.check-digit");
  if (digits.length === 18) return { kind: "subject", subject: `https://id.gs1.org/00/${digits}` };
  return { kind: "product", gtin: digits.padStart(14, "0") };
}

function readElementString(text: string): IdentifierEntry {
  const scanned = SCANNED.exec(text);
  const bracketed = BRACKETED.exec(text);
  if (scanned === null && bracketed === null) return problem("identifier.unreadable");
  const [ai = "", value = "", qualifier, qualifierValue = ""] =
    scanned === null ? (bracketed ?? []).slice(1) : [scanned[1]?.slice(0, 2), scanned[1]?.slice(2), scanned[2], scanned[3]];
  const tail = qualifier === undefined ? "" : `/${qualifier}/${encodeSegment(qualifierValue)}`;
  return readUri(`https://id.gs1.org/${ai}/${value}${tail}`);
}
