/** 15 significant digits at most: more than a double carries would be refused at capture. */
const DECIMAL = /^-?(?:0|[1-9]\d{0,8})(?:\.\d{1,6})?$/;

/** A typed number as JSON writes it: a decimal comma becomes a point, spaces go. Null when it is no number, or too long to be exact. */
export function decimalOf(typed: string): string | null {
  const text = typed
    .trim()
    .replaceAll(/\s/g, "")
    .replace(",", ".")
    .replace(/^\+/, "")
    .replace(/^(-?)\./, "$10.");
  return DECIMAL.test(text) ? text : null;
}
