/** What the compiled EPCIS schema calls at run time: its two formats, and equality for lists whose members must differ. */

/** RFC 3986 URI with a scheme; characters that must be encoded are refused, non-ASCII ones included. */
const URI = /^[a-z][a-z0-9+.-]*:(?:[a-z0-9\-._~!$&'()*+,;=:@/?#[\]]|%[0-9a-f]{2})+$/i;

const DATE_TIME = /^(\d{4}-\d\d-\d\d)[t ](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:z|[+-](\d\d):(\d\d))$/i;

export const formats = {
  uri: (text: string): boolean => URI.test(text),
  /** RFC 3339 with an offset, on a day that exists. Leap seconds are refused: no other part could compute with them. */
  "date-time": (text: string): boolean => {
    const [, day, hour, minute, second, offsetHour = "0", offsetMinute = "0"] = DATE_TIME.exec(text) ?? [];
    if (day === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return false;
    if (Number(offsetHour) > 23 || Number(offsetMinute) > 59) return false;
    const midnight = Date.parse(`${day}T00:00:00Z`);
    return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(day);
  },
};

/** Deep equality of plain JSON values. */
export function equal(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
  return left.length === right.size && left.every(([name, value]) => right.has(name) && equal(value, right.get(name)));
}
