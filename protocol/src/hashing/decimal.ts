const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/** More digits than any double has on either side of the point; a longer number is left as written. */
const MAX_EXPONENT = 400;

/**
 * A decimal number in one spelling: no plus, no exponent, no needless zeros. Exact: nothing passes through a float. Undefined for text
 * that is not a decimal number, and for exponents beyond anything that can be measured, which would only blow up the text.
 *
 * @example
 * canonicalDecimal("+0012.50e1"); // "125"
 */
export function canonicalDecimal(text: string): string | undefined {
  const match = DECIMAL.exec(text);
  if (!match) return undefined;
  const [, sign, whole = "", fraction = "", exponentText = "0"] = match;
  if (whole + fraction === "" || exponentText.replace(/^[+-]?0*/, "").length > 3) return undefined;
  const exponent = Number(exponentText);
  if (Math.abs(exponent) > MAX_EXPONENT) return undefined;
  const point = whole.length + exponent;
  const digits = (whole + fraction).padEnd(point, "0").padStart((whole + fraction).length - Math.min(point, 0), "0");
  const at = Math.max(point, 0);
  const integer = digits.slice(0, at).replace(/^0+/, "") || "0";
  const rest = digits.slice(at).replace(/0+$/, "");
  const value = rest === "" ? integer : `${integer}.${rest}`;
  return sign === "-" && value !== "0" ? `-${value}` : value;
}
