import { parseDigitalLink } from "@waybill/protocol/identifiers/digital-link";

/** What a canonical Digital Link names, in the words that the screens use. */
export interface SubjectName {
  kind: "product" | "lot" | "serial" | "unit" | "other";
  /** GTIN or SSCC, digits only. */
  key: string;
  /** Lot or serial; "" for products and logistic units. */
  value: string;
  /** Path of its own page: `/01/…/10/…`; null when there is none. */
  path: string | null;
}

/** Reads a subject; anything that is no GTIN and no SSCC is shown as it is. */
export function readSubject(subject: string): SubjectName {
  const link = parseDigitalLink(subject);
  const path = link === undefined ? null : new URL(link.canonical).pathname;
  if (link?.key.ai === "00") return { kind: "unit", key: link.key.value, value: "", path };
  if (link?.key.ai !== "01") return { kind: "other", key: subject, value: "", path: null };
  const serial = link.qualifiers.find(({ ai }) => ai === "21")?.value;
  if (serial !== undefined) return { kind: "serial", key: link.key.value, value: serial, path };
  const lot = link.qualifiers.find(({ ai }) => ai === "10")?.value;
  return { kind: lot === undefined ? "product" : "lot", key: link.key.value, value: lot ?? "", path };
}

/** The subject that a page's path names, or null. Canonical, so that two spellings of one lot open one page. */
export function subjectOfPath(path: string): string | null {
  return parseDigitalLink(`https://id.gs1.org${path}`)?.canonical ?? null;
}

/** Page of a subject, or null when it has none. */
export function pathOfSubject(subject: string): string | null {
  return readSubject(subject).path;
}
