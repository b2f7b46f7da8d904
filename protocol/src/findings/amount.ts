import { canonicalDecimal } from "../hashing/decimal.ts";

/** An exact decimal: `digits` divided by ten to the power of `scale`. */
interface Decimal {
  digits: bigint;
  /** Decimals behind the point. */
  scale: number;
}

/** Exact sum of decimal numbers given as text; text that is no number counts as nothing. */
export function sumOf(values: readonly string[]): string {
  const decimals = values.map(parse);
  const scale = Math.max(0, ...decimals.map((decimal) => decimal.scale));
  const total = decimals.reduce((sum, decimal) => sum + decimal.digits * 10n ** BigInt(scale - decimal.scale), 0n);
  return write(total, scale);
}

/** Exact product of two decimal numbers given as text. */
export function productOf(a: string, b: string): string {
  const [left, right] = [parse(a), parse(b)];
  return write(left.digits * right.digits, left.scale + right.scale);
}

/** Below zero, zero or above zero, as `a` is less than, equal to or more than `b`. */
export function compareAmounts(a: string, b: string): number {
  const [left, right] = [parse(a), parse(b)];
  const difference = left.digits * 10n ** BigInt(right.scale) - right.digits * 10n ** BigInt(left.scale);
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

function parse(text: string): Decimal {
  const canonical = canonicalDecimal(text) ?? "0";
  const [whole = "0", fraction = ""] = canonical.split(".");
  return { digits: BigInt(whole + fraction), scale: fraction.length };
}

function write(digits: bigint, scale: number): string {
  const sign = digits < 0n ? "-" : "";
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, "0");
  return canonicalDecimal(`${sign}${text.slice(0, text.length - scale)}.${text.slice(text.length - scale)}`) ?? "0";
}
