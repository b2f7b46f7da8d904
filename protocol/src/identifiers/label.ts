import { parseDigitalLink } from "./digital-link.ts";

const KEY_WORDS: Readonly<Record<string, string>> = {
  "00": "Logistic unit",
  "01": "GTIN",
  "253": "Document",
  "255": "Coupon",
  "401": "Consignment",
  "402": "Shipment",
  "414": "Place",
  "417": "Organisation",
  "8003": "Returnable asset",
  "8004": "Asset",
  "8006": "Part",
  "8010": "Component",
  "8017": "Service provider",
  "8018": "Service recipient",
};

const QUALIFIER_WORDS: Readonly<Record<string, string>> = {
  "10": "Lot",
  "21": "Serial",
  "235": "Serial",
  "254": "Spot",
  "8011": "Serial",
};

/**
 * What an identifier names, in words; text that is no Digital Link comes back as it is.
 *
 * @example
 * labelOf("https://id.gs1.org/01/00860009999923/10/ABC1234"); // "Lot ABC1234 of GTIN 00860009999923"
 */
export function labelOf(uri: string): string {
  const link = parseDigitalLink(uri);
  if (link === undefined) return uri;
  const { key, qualifiers } = link;
  const finest = qualifiers.findLast(({ ai }) => Object.hasOwn(QUALIFIER_WORDS, ai));
  const named = `${KEY_WORDS[key.ai]} ${key.value}`;
  return finest === undefined ? named : `${QUALIFIER_WORDS[finest.ai]} ${finest.value} of ${named}`;
}
