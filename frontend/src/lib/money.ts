import type { Money } from "@waybill/protocol/schemas/api/catalogue";

/** Minor digits of a currency by ISO 4217, as this browser knows them. */
export function minorDigits(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/**
 * An amount in the major unit, for showing it.
 *
 * @example
 * majorOf({ minor: 1190, currency: "EUR" }); // 11.9
 */
export function majorOf({ minor, currency }: Money): number {
  return minor / 10 ** minorDigits(currency);
}

/**
 * What somebody typed as whole minor units; null for what is no amount of that currency.
 *
 * @example
 * minorOf("11,9", "EUR"); // 1190
 */
export function minorOf(typed: string, currency: string): number | null {
  const digits = minorDigits(currency);
  const [, whole = "", part = ""] = /^(\d{1,9})(?:[.,](\d*))?$/.exec(typed.trim()) ?? [];
  if (whole === "" || part.length > digits) return null;
  return Number(whole + part.padEnd(digits, "0"));
}
