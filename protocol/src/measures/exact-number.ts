import { canonicalDecimal } from "../hashing/decimal.ts";

/** Longer ones measure nothing, and the database's numbers end somewhere. */
const MAX_CHARACTERS = 500;
/** Decimals that a converted value keeps; what ends earlier stays exact. */
export const DECIMALS = 40;
const SCALE = 10n ** BigInt(DECIMALS);

/** A number without loss: `numerator / denominator`. */
export interface Ratio {
  numerator: bigint;
  denominator: bigint;
}

/** The one spelling of a decimal number, or undefined for text that is none, or that nothing measurable needs. */
export function exactNumber(text: string): string | undefined {
  if (text.length > MAX_CHARACTERS) return undefined;
  const canonical = canonicalDecimal(text);
  return canonical !== undefined && canonical.length <= MAX_CHARACTERS ? canonical : undefined;
}

/** `"5/9"` or a decimal as a ratio. @throws SyntaxError */
export function ratioOf(text: string): Ratio {
  const [over = "", under = "1"] = text.split("/");
  const [a, b] = [decimalRatio(over), decimalRatio(under)];
  return { numerator: a.numerator * b.denominator, denominator: a.denominator * b.numerator };
}

export function multiply(a: Ratio, b: Ratio): Ratio {
  return { numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator };
}

export function add(a: Ratio, b: Ratio): Ratio {
  return { numerator: a.numerator * b.denominator + b.numerator * a.denominator, denominator: a.denominator * b.denominator };
}

/** Decimal text; ratios without an end are rounded half away from zero at forty decimals. */
export function decimalText({ numerator, denominator }: Ratio): string {
  const isNegative = numerator < 0n !== denominator < 0n;
  const [top, bottom] = [abs(numerator) * SCALE, abs(denominator)];
  const digits = ((2n * top + bottom) / (2n * bottom)).toString().padStart(DECIMALS + 1, "0");
  const whole = digits.slice(0, -DECIMALS);
  const fraction = digits.slice(-DECIMALS).replace(/0+$/, "");
  const text = fraction === "" ? whole : `${whole}.${fraction}`;
  return isNegative && text !== "0" ? `-${text}` : text;
}

function decimalRatio(text: string): Ratio {
  const canonical = exactNumber(text);
  if (canonical === undefined) throw new SyntaxError(`not a number: ${text}`);
  const [whole = "", fraction = ""] = canonical.split(".");
  return { numerator: BigInt(whole + fraction), denominator: 10n ** BigInt(fraction.length) };
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}
