import { type DigitalLink, canonicalDigitalLink, parseDigitalLink } from "./digital-link.ts";

interface Form {
  /** Digits before the company prefix: an indicator or extension digit, which a URN has before the reference, or a leading zero. */
  lead: "none" | "digit" | "zero";
  /** Digits of prefix and reference; 0 where the reference is free text. */
  digits: number;
  /** The URN from its prefix, its reference and what follows the digits (and their check digit) inside the key. */
  urn: (parts: { prefix: string; reference: string; tail: string; qualifier: (ai: string) => string | undefined }) => string;
}

const plain =
  (scheme: string): Form["urn"] =>
  ({ prefix, reference }) =>
    `urn:epc:id:${scheme}:${prefix}.${reference}`;
const withSerial =
  (scheme: string): Form["urn"] =>
  ({ prefix, reference, tail }) =>
    tail === "" ? `urn:epc:idpat:${scheme}:${prefix}.${reference}.*` : `urn:epc:id:${scheme}:${prefix}.${reference}.${escaped(tail)}`;
const free =
  (scheme: string): Form["urn"] =>
  ({ prefix, reference }) =>
    `urn:epc:id:${scheme}:${prefix}.${escaped(reference)}`;

/** The way back of the EPC schemes (EPC Tag Data Standard, section 6.3), by the AI of their key. */
const FORMS: Readonly<Record<string, Form>> = {
  "00": { lead: "digit", digits: 17, urn: plain("sscc") },
  "01": { lead: "digit", digits: 13, urn: tradeItem },
  "253": { lead: "none", digits: 12, urn: withSerial("gdti") },
  "255": { lead: "none", digits: 12, urn: withSerial("sgcn") },
  "401": { lead: "none", digits: 0, urn: free("ginc") },
  "402": { lead: "none", digits: 16, urn: plain("gsin") },
  "414": {
    lead: "none",
    digits: 12,
    urn: ({ prefix, reference, qualifier }) => `urn:epc:id:sgln:${prefix}.${reference}.${escaped(qualifier("254") ?? "0")}`,
  },
  "417": { lead: "none", digits: 12, urn: plain("pgln") },
  "8003": { lead: "zero", digits: 12, urn: withSerial("grai") },
  "8004": { lead: "none", digits: 0, urn: free("giai") },
  "8006": {
    lead: "digit",
    digits: 13,
    urn: ({ prefix, reference, tail, qualifier }) => {
      const [piece, total, serial] = [tail.slice(0, 2), tail.slice(2), qualifier("21")];
      const head = `${prefix}.${reference}.${piece}.${total}`;
      return serial === undefined ? `urn:epc:idpat:itip:${head}.*` : `urn:epc:id:itip:${head}.${escaped(serial)}`;
    },
  },
  "8010": {
    lead: "none",
    digits: 0,
    urn: ({ prefix, reference, qualifier }) => `urn:epc:id:cpi:${prefix}.${escaped(reference)}.${qualifier("8011") ?? "*"}`,
  },
  "8017": { lead: "none", digits: 17, urn: plain("gsrnp") },
  "8018": { lead: "none", digits: 17, urn: plain("gsrn") },
};

/**
 * The digits of a key that begin with its GS1 company prefix, or undefined for text that is no Digital Link: how long the prefix is, a Digital
 * Link does not say.
 */
export function companyDigits(uri: string): string | undefined {
  const link = parseDigitalLink(uri);
  const form = link && FORMS[link.key.ai];
  return form && link.key.value.slice(form.lead === "none" ? 0 : 1).match(/^\d*/)?.[0];
}

/**
 * The EPC URN, class URN or pattern of a Digital Link whose company prefix has so many digits. Undefined where there is none that means the
 * same, as for a key with a wrong check digit.
 *
 * @example
 * epcUrnOf("https://id.gs1.org/01/10614141073464/21/2017", 7); // "urn:epc:id:sgtin:0614141.107346.2017"
 */
export function epcUrnOf(uri: string, prefixDigits: number): string | undefined {
  const link = parseDigitalLink(uri);
  const form = link && FORMS[link.key.ai];
  if (link === undefined || form === undefined) return undefined;
  const urn = write(link, form, prefixDigits);
  // Only what reads back as the same thing: anything else would rename goods.
  return canonicalDigitalLink(urn) === link.canonical ? urn : undefined;
}

function write({ key, qualifiers }: DigitalLink, form: Form, prefixDigits: number): string {
  const lead = form.lead === "none" ? "" : key.value.slice(0, 1);
  const rest = key.value.slice(lead.length);
  const body = form.digits === 0 ? rest : rest.slice(0, form.digits - (form.lead === "digit" ? 1 : 0));
  // After the digits comes their check digit, then what the key holds beyond.
  const tail = form.digits === 0 ? "" : rest.slice(body.length + 1);
  const prefix = body.slice(0, prefixDigits);
  const reference = (form.lead === "digit" ? lead : "") + body.slice(prefixDigits);
  return form.urn({ prefix, reference, tail, qualifier: (ai) => qualifiers.find((one) => one.ai === ai)?.value });
}

function tradeItem({ prefix, reference, qualifier }: Parameters<Form["urn"]>[0]): string {
  const [serial, lot, upui] = [qualifier("21"), qualifier("10"), qualifier("235")];
  if (serial !== undefined) return `urn:epc:id:sgtin:${prefix}.${reference}.${escaped(serial)}`;
  if (upui !== undefined) return `urn:epc:id:upui:${prefix}.${reference}.${escaped(upui)}`;
  if (lot !== undefined) return `urn:epc:class:lgtin:${prefix}.${reference}.${escaped(lot)}`;
  return `urn:epc:idpat:sgtin:${prefix}.${reference}.*`;
}

/** What a URN must not hold as it is. */
function escaped(text: string): string {
  return text.replace(
    /[^A-Za-z0-9!'()*+,\-.:;=_]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}
