import { hasValidCheckDigit } from "@waybill/protocol/identifiers/check-digit";
import { parseDigitalLink } from "@waybill/protocol/identifiers/digital-link";
import { readElementString, type Element } from "@waybill/protocol/identifiers/gs1-element-string";
import { gtin14 } from "@waybill/protocol/identifiers/keys";
import { expiryDate, lotNumber, warehouseName } from "@waybill/protocol/schemas/api/stock";

/** What a code names. */
export type Scanned =
  | { kind: "goods"; gtin: string; lot: string | null; expiry: string | null }
  | { kind: "parcel"; sscc: string }
  | { kind: "bin"; code: string };

/**
 * Reads what a scanner sends: a GS1 Digital Link, an element string, a plain GTIN or SSCC, or the code of a bin. Undefined for anything else.
 *
 * @example
 * readScan("(01)09506000134352(10)L1(17)270131"); // { kind: "goods", gtin: "09506000134352", lot: "L1", expiry: "2027-01-31" }
 */
export function readScan(text: string): Scanned | undefined {
  const code = text.trim();
  if (/^https?:\/\//i.test(code)) return ofElements(elementsOfLink(code));
  const gtin = gtin14(code);
  if (gtin !== undefined) return { kind: "goods", gtin, lot: null, expiry: null };
  if (/^\d{18}$/.test(code) && hasValidCheckDigit(code)) return { kind: "parcel", sscc: code };
  const bin = warehouseName.safeParse(code.toLowerCase());
  const elements = ofElements(readElementString(code));
  if (elements !== undefined) return elements;
  return bin.success ? { kind: "bin", code: bin.data } : undefined;
}

/** Dates are attributes of a link, and stand behind its question mark. */
function elementsOfLink(link: string): Element[] | undefined {
  const parsed = parseDigitalLink(link);
  if (parsed === undefined) return undefined;
  const expiry = new URL(link).searchParams.get("17");
  return [parsed.key, ...parsed.qualifiers, ...(expiry === null ? [] : [{ ai: "17", value: expiry }])];
}

function ofElements(elements: readonly Element[] | undefined): Scanned | undefined {
  const valueOf = (ai: string) => elements?.find((element) => element.ai === ai)?.value;
  const sscc = valueOf("00");
  if (sscc !== undefined && /^\d{18}$/.test(sscc) && hasValidCheckDigit(sscc)) return { kind: "parcel", sscc };
  const gtin = gtin14(valueOf("01") ?? "");
  if (gtin === undefined) return undefined;
  const [lot, expiry] = [valueOf("10"), valueOf("17")];
  const day = expiry === undefined ? null : dayOf(expiry);
  if (lot !== undefined && !lotNumber.safeParse(lot).success) return undefined;
  return day === undefined ? undefined : { kind: "goods", gtin, lot: lot ?? null, expiry: day };
}

/** YYMMDD of AI 17; the day 00 is the last of its month (General Specifications, section 3.4.6). Undefined for what is no day. */
function dayOf(value: string): string | undefined {
  const parts = /^(\d\d)(\d\d)(\d\d)$/.exec(value);
  if (parts === null) return undefined;
  const [year, month] = [2000 + Number(parts[1]), Number(parts[2])];
  const day = Number(parts[3]) === 0 ? new Date(Date.UTC(year, month, 0)).getUTCDate() : Number(parts[3]);
  const text = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  return expiryDate.safeParse(text).success ? text : undefined;
}
