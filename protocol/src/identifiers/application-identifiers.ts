/**
 * Application Identifiers of the keys and qualifiers that a canonical Digital Link in EPCIS may hold (CBV 2.0, section 8.1; formats and
 * qualifiers from the GS1 Barcode Syntax Dictionary). Values are decoded text.
 */
export interface KeyRule {
  /** Name once used instead of the digits in a path. */
  shortName: string;
  value: RegExp;
  /** Qualifiers in their only legal order; one inner list per alternative. */
  qualifiers: readonly (readonly string[])[];
}

export const KEYS: Readonly<Record<string, KeyRule>> = {
  "00": { shortName: "sscc", value: /^\d{18}$/, qualifiers: [] },
  "01": { shortName: "gtin", value: /^(\d{8}|\d{12,14})$/, qualifiers: [["22", "10", "21"], ["235"]] },
  "253": { shortName: "gdti", value: /^\d{13}.{0,17}$/, qualifiers: [] },
  "255": { shortName: "gcn", value: /^\d{13}\d{0,12}$/, qualifiers: [] },
  "401": { shortName: "ginc", value: /^\d{4}.{1,26}$/, qualifiers: [] },
  "402": { shortName: "gsin", value: /^\d{17}$/, qualifiers: [] },
  "414": { shortName: "gln", value: /^\d{13}$/, qualifiers: [["254"]] },
  "417": { shortName: "party", value: /^\d{13}$/, qualifiers: [] },
  "8003": { shortName: "grai", value: /^\d{14}.{0,16}$/, qualifiers: [] },
  "8004": { shortName: "giai", value: /^\d{4}.{1,26}$/, qualifiers: [] },
  "8006": { shortName: "itip", value: /^\d{18}$/, qualifiers: [["22", "10", "21"]] },
  // Character set 39 with at least the digits of a company prefix.
  "8010": { shortName: "cpid", value: /^\d{4}[#\-/0-9A-Z]{1,26}$/, qualifiers: [["8011"]] },
  "8017": { shortName: "gsrnp", value: /^\d{18}$/, qualifiers: [] },
  "8018": { shortName: "gsrn", value: /^\d{18}$/, qualifiers: [] },
};

export const QUALIFIERS: Readonly<Record<string, { shortName: string; value: RegExp }>> = {
  "10": { shortName: "lot", value: /^.{1,20}$/ },
  "21": { shortName: "ser", value: /^.{1,20}$/ },
  "22": { shortName: "cpv", value: /^.{1,20}$/ },
  "235": { shortName: "tpx", value: /^.{1,28}$/ },
  "254": { shortName: "glnx", value: /^.{1,20}$/ },
  "8011": { shortName: "cpsn", value: /^\d{1,12}$/ },
};

/** AI by the digits or the short name in a path. */
export function keyNamed(segment: string): string | undefined {
  return Object.hasOwn(KEYS, segment) ? segment : KEY_BY_NAME.get(segment);
}

export function qualifierNamed(segment: string): string | undefined {
  return Object.hasOwn(QUALIFIERS, segment) ? segment : QUALIFIER_BY_NAME.get(segment);
}

const KEY_BY_NAME = namesOf(KEYS);
const QUALIFIER_BY_NAME = namesOf(QUALIFIERS);

function namesOf(rules: Readonly<Record<string, { shortName: string }>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(rules).map(([ai, { shortName }]) => [shortName, ai]));
}
