/**
 * Text of grams, for every screen and paper: the largest of g, kg and t that they fill once, with all their decimals. Nothing is rounded, so
 * what is small never reads as zero.
 *
 * @example
 * formatGrams(1_234_567n); // "1.234567 t"
 * formatGrams(950n); // "950 g"
 */
export function formatGrams(grams: bigint): string {
  const size = grams < 0n ? -grams : grams;
  const unit = size >= 1_000_000n ? "t" : size >= 1_000n ? "kg" : "g";
  return formatGramsIn(grams, unit);
}

/** The same in one unit, for columns; nothing is "0 g" in each of them. */
export function formatGramsIn(grams: bigint, unit: MassUnit): string {
  if (grams === 0n) return "0 g";
  const decimals = DECIMALS[unit];
  const digits = (grams < 0n ? -grams : grams).toString().padStart(decimals + 1, "0");
  const split = digits.length - decimals;
  const fraction = digits.slice(split).replace(/0+$/, "");
  return `${grams < 0n ? "-" : ""}${digits.slice(0, split)}${fraction && "."}${fraction} ${unit}`;
}

export type MassUnit = "g" | "kg" | "t";

const DECIMALS: Readonly<Record<MassUnit, number>> = { g: 0, kg: 3, t: 6 };
const TEXT = /^(-?)(0|[1-9]\d{0,29})(?:\.(\d{1,6}))? ?(g|kg|t)$/;

/**
 * Grams that a text says, or undefined for one that is no mass or ends within a gram.
 *
 * @example
 * parseGrams("1.5 kg"); // 1500n
 */
export function parseGrams(text: string): bigint | undefined {
  const [, sign, whole = "", fraction = "", unit] = TEXT.exec(text) ?? [];
  if (unit === undefined) return undefined;
  const decimals = DECIMALS[unit as MassUnit];
  if (fraction.length > decimals) return undefined;
  const grams = BigInt(whole + fraction.padEnd(decimals, "0"));
  return sign === "-" ? -grams : grams;
}
