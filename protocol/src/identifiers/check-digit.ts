/** Digits a GS1 key with a check digit may have: GTIN-8, -12, -13 (and GLN), -14, GSIN, and SSCC or GSRN. */
const LENGTHS: ReadonlySet<number> = new Set([8, 12, 13, 14, 17, 18]);

/**
 * Check digit of the digits before it (GS1 General Specifications, section 7.9.1): weights 3, 1, 3, 1 … from the right, then up to the
 * next multiple of ten.
 *
 * @throws RangeError when the text is not digits
 * @example
 * checkDigit("950600013435"); // "2"
 */
export function checkDigit(digits: string): string {
  if (!/^[0-9]+$/.test(digits)) throw new RangeError(`not digits: ${JSON.stringify(digits)}`);
  let sum = 0;
  for (let i = 0; i < digits.length; i++) sum += Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 3 : 1);
  return String((10 - (sum % 10)) % 10);
}

/** True for the digits of a GTIN, GLN, SSCC, GSIN or GSRN whose last digit is right. */
export function hasValidCheckDigit(value: string): boolean {
  return LENGTHS.has(value.length) && /^[0-9]+$/.test(value) && checkDigit(value.slice(0, -1)) === value.at(-1);
}
