import { canonicalDecimal } from "../decimal.ts";

/**
 * A number as the reference wrote it until October 2025: read as a double, whole numbers without a point, others in the shortest
 * spelling that reads back, with an exponent below 0.0001 and at least two digits in it. Undefined for text that is not a number.
 */
export function floatText(text: string): string | undefined {
  const double = Number(text);
  if (canonicalDecimal(text) === undefined || !Number.isFinite(double)) return undefined;
  if (Number.isInteger(double)) return BigInt(double).toString();
  if (Math.abs(double) >= 0.0001) return String(double);
  const [mantissa = "", exponent = ""] = double.toExponential().split("e-");
  return `${mantissa}e-${exponent.padStart(2, "0")}`;
}
