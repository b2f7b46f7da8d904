/**
 * A whole number of small units as decimal text of large ones, exact and without trailing zeros.
 *
 * @param digits How many decimal places the large unit is away: 3 from grams to kilograms, 6 to tonnes.
 * @example
 * scaledText(83n, 3); // "0.083"
 */
export function scaledText(units: bigint, digits: number): string {
  const text = String(units < 0n ? -units : units).padStart(digits + 1, "0");
  const fraction = text.slice(text.length - digits).replace(/0+$/, "");
  return `${units < 0n ? "-" : ""}${text.slice(0, text.length - digits)}${fraction === "" ? "" : `.${fraction}`}`;
}

/** Kilograms of a whole number of grams. */
export const kilograms = (grams: bigint | string) => scaledText(BigInt(grams), 3);
/** Kilometres of a whole number of metres. */
export const kilometres = (metres: bigint | string) => scaledText(BigInt(metres), 3);
/** Tonne-kilometres of grams times metres. */
export const tonneKilometres = (gramMetres: bigint) => scaledText(gramMetres, 9);
/** Kilograms of a whole number of milligrams. */
export const kilogramsOfMilligrams = (milligrams: bigint | string) => scaledText(BigInt(milligrams), 6);
