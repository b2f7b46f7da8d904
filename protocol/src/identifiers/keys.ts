import { z } from "zod";
import { hasValidCheckDigit } from "./check-digit.ts";

const digits = (count: number, name: string) =>
  z
    .string()
    .regex(new RegExp(`^[0-9]{${count}}$`), `${name} must have ${count} digits`)
    .refine(hasValidCheckDigit, `the check digit of the ${name} is wrong`);

/** Global Trade Item Number in its 14-digit form. */
export const gtin = digits(14, "GTIN").brand<"Gtin">();
export type Gtin = z.infer<typeof gtin>;

/** Global Location Number: a place (AI 414) or a party (AI 417). */
export const gln = digits(13, "GLN").brand<"Gln">();
export type Gln = z.infer<typeof gln>;

/** Serial Shipping Container Code of a logistic unit. */
export const sscc = digits(18, "SSCC").brand<"Sscc">();
export type Sscc = z.infer<typeof sscc>;

/**
 * A GTIN-8, -12, -13 or -14 as 14 digits, or undefined when the text is none of them or its check digit is wrong.
 *
 * @example
 * gtin14("860009999923"); // "00860009999923"
 */
export function gtin14(text: string): Gtin | undefined {
  if (!/^([0-9]{8}|[0-9]{12,14})$/.test(text)) return undefined;
  const padded = gtin.safeParse(text.padStart(14, "0"));
  return padded.success ? padded.data : undefined;
}
