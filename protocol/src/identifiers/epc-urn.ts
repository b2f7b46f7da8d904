import { checkDigit } from "./check-digit.ts";
import type { KeyElements } from "./element-string.ts";
import { KEYS, QUALIFIERS } from "./application-identifiers.ts";
import { decodeSegment } from "./percent.ts";

/** Parts of an EPC URN after the scheme, decoded: company prefix, reference, and what follows. */
type Parts = { prefix: string; reference: string; rest: string[] };

interface Scheme {
  /** Digits of prefix and reference together; 0 where the reference is free text. */
  digits: number;
  /** How many parts may follow the reference. */
  rest: number;
  key: (parts: Parts) => { ai: string; value: string };
  /** AI of the last part, where it is a qualifier. */
  qualifier?: string;
}

const withCheck = (digits: string) => digits + checkDigit(digits);
/** The indicator digit of a GTIN, and the extension digit of an SSCC, lead the reference in a URN and the whole number in the key. */
const indicatorFirst = ({ prefix, reference }: Parts) => withCheck(reference[0] + prefix + reference.slice(1));
const plain = ({ prefix, reference }: Parts) => withCheck(prefix + reference);
const serial = ({ rest }: Parts) => rest[0] ?? "";

/** EPC Tag Data Standard, section 6.3, and the keys of CBV 2.0, section 8.1. */
const SCHEMES: Readonly<Record<string, Scheme>> = {
  sgtin: { digits: 13, rest: 1, key: (parts) => ({ ai: "01", value: indicatorFirst(parts) }), qualifier: "21" },
  lgtin: { digits: 13, rest: 1, key: (parts) => ({ ai: "01", value: indicatorFirst(parts) }), qualifier: "10" },
  upui: { digits: 13, rest: 1, key: (parts) => ({ ai: "01", value: indicatorFirst(parts) }), qualifier: "235" },
  itip: {
    digits: 13,
    rest: 3,
    key: (parts) => ({ ai: "8006", value: `${indicatorFirst(parts)}${parts.rest[0]}${parts.rest[1]}` }),
    qualifier: "21",
  },
  sscc: { digits: 17, rest: 0, key: (parts) => ({ ai: "00", value: indicatorFirst(parts) }) },
  sgln: { digits: 12, rest: 1, key: (parts) => ({ ai: "414", value: plain(parts) }), qualifier: "254" },
  pgln: { digits: 12, rest: 0, key: (parts) => ({ ai: "417", value: plain(parts) }) },
  grai: { digits: 12, rest: 1, key: (parts) => ({ ai: "8003", value: `0${plain(parts)}${serial(parts)}` }) },
  gdti: { digits: 12, rest: 1, key: (parts) => ({ ai: "253", value: plain(parts) + serial(parts) }) },
  sgcn: { digits: 12, rest: 1, key: (parts) => ({ ai: "255", value: plain(parts) + serial(parts) }) },
  gsrn: { digits: 17, rest: 0, key: (parts) => ({ ai: "8018", value: plain(parts) }) },
  gsrnp: { digits: 17, rest: 0, key: (parts) => ({ ai: "8017", value: plain(parts) }) },
  gsin: { digits: 16, rest: 0, key: (parts) => ({ ai: "402", value: plain(parts) }) },
  giai: { digits: 0, rest: 0, key: ({ prefix, reference }) => ({ ai: "8004", value: prefix + reference }) },
  ginc: { digits: 0, rest: 0, key: ({ prefix, reference }) => ({ ai: "401", value: prefix + reference }) },
  cpi: { digits: 0, rest: 1, key: ({ prefix, reference }) => ({ ai: "8010", value: prefix + reference }), qualifier: "8011" },
};

/**
 * Key and qualifiers of an EPC URN, class URN or pattern (`urn:epc:id:`, `urn:epc:class:`, `urn:epc:idpat:`); undefined for any other
 * text and for a URN whose parts have the wrong length. Check digits are computed.
 */
export function parseEpcUrn(urn: string): KeyElements | undefined {
  const match = /^urn:epc:(id|class|idpat):([a-z]+):(\d{6,12})\.(.*)$/.exec(urn);
  const [, kind, name = "", prefix = "", tail = ""] = match ?? [];
  const scheme = Object.hasOwn(SCHEMES, name) ? SCHEMES[name] : undefined;
  if (scheme === undefined || (kind === "class") !== (name === "lgtin")) return undefined;
  const parts = splitTail(tail, { prefix, scheme, isPattern: kind === "idpat" });
  return parts && elementsOf(parts, scheme);
}

function splitTail(tail: string, { prefix, scheme, isPattern }: { prefix: string; scheme: Scheme; isPattern: boolean }): Parts | undefined {
  // A free reference may itself hold dots (GIAI, GINC); otherwise dots separate parts, and the last part may hold more of them.
  const [reference = "", ...rest] = scheme.rest === 0 ? [tail] : splitAt(tail, scheme.rest);
  if (rest.length !== scheme.rest) return undefined;
  if (scheme.digits > 0 && (!/^\d*$/.test(reference) || prefix.length + reference.length !== scheme.digits)) return undefined;
  if (isPattern) {
    if (rest.at(-1) !== "*") return undefined;
    rest.pop();
  }
  const decoded = rest.map(decodeSegment);
  const text = reference === "" ? "" : decodeSegment(reference);
  if (text === undefined || decoded.includes(undefined)) return undefined;
  return { prefix, reference: text, rest: decoded as string[] };
}

function splitAt(tail: string, count: number): string[] {
  const parts = tail.split(".");
  return parts.length <= count ? parts : [...parts.slice(0, count), parts.slice(count).join(".")];
}

function elementsOf(parts: Parts, scheme: Scheme): KeyElements | undefined {
  const key = scheme.key(parts);
  // In a pattern the last part was the star: there is no qualifier.
  const value = parts.rest.length === scheme.rest ? parts.rest.at(-1) : undefined;
  // An SGLN extension of 0 means the place itself (EPC Tag Data Standard, section 6.3.3).
  const qualified = scheme.qualifier !== undefined && value !== undefined && !(key.ai === "414" && value === "0");
  const qualifiers = qualified ? [{ ai: scheme.qualifier as string, value }] : [];
  const legal = KEYS[key.ai]?.value.test(key.value) && qualifiers.every((q) => QUALIFIERS[q.ai]?.value.test(q.value));
  return legal ? { key, qualifiers } : undefined;
}
