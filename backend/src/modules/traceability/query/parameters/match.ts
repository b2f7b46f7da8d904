import { parseIdentifier } from "@waybill/protocol/identifiers/digital-link";
import type { FactTest } from "../criteria.ts";
import { identifierKey } from "../index/keys.ts";

/** Key that each EPC scheme's patterns are about, and what stands before the company prefix in its value (EPC Tag Data Standard, section 8). */
const SCHEMES: Readonly<Record<string, { ai: string; before: readonly string[] }>> = {
  sgtin: { ai: "01", before: anyDigit() },
  upui: { ai: "01", before: anyDigit() },
  itip: { ai: "8006", before: anyDigit() },
  sscc: { ai: "00", before: anyDigit() },
  sgln: { ai: "414", before: [""] },
  pgln: { ai: "417", before: [""] },
  grai: { ai: "8003", before: ["0"] },
  giai: { ai: "8004", before: [""] },
  gsrn: { ai: "8018", before: [""] },
  gsrnp: { ai: "8017", before: [""] },
  gdti: { ai: "253", before: [""] },
  sgcn: { ai: "255", before: [""] },
  cpi: { ai: "8010", before: [""] },
  ginc: { ai: "401", before: [""] },
  gsin: { ai: "402", before: [""] },
};

/** Keys whose serial follows their digits without a name of its own. */
const SERIAL_INSIDE: ReadonlySet<string> = new Set(["8003", "253", "255"]);

/**
 * Tests for an EPC, a class or a pattern. A pattern is met by all that it covers. A GTIN alone, which is what the pattern of its serials
 * comes to as a Digital Link, covers its lots and serials.
 */
export function matchTests(uri: string): FactTest[] {
  const wide = widePrefixes(uri.trim());
  if (wide !== undefined) return wide.map((prefix) => ({ prefix }));
  const key = identifierKey(uri);
  const identifier = parseIdentifier(uri.trim());
  const isPattern = uri.trim().startsWith("urn:epc:idpat:");
  const isClass = identifier !== undefined && key.startsWith("/01/") && /^\/01\/\d{14}$/.test(key);
  if (identifier === undefined || !(isPattern || isClass)) return [{ text: key }];
  return SERIAL_INSIDE.has(identifier.key.ai) ? [{ prefix: key }] : [{ text: key }, { prefix: `${key}/` }];
}

/** Prefixes of a pattern whose reference, or company too, is left open. */
function widePrefixes(uri: string): string[] | undefined {
  const [, name = "", company = "", reference = ""] = /^urn:epc:idpat:([a-z]+):(\*|\d{6,12})\.([^.]+)(?:\..*)?$/.exec(uri) ?? [];
  const scheme = Object.hasOwn(SCHEMES, name) ? SCHEMES[name] : undefined;
  if (scheme === undefined || reference !== "*") return undefined;
  if (company === "*") return [`/${scheme.ai}/`];
  return scheme.before.map((digit) => `/${scheme.ai}/${digit}${company}`);
}

function anyDigit(): string[] {
  return [..."0123456789"];
}
