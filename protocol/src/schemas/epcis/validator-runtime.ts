/** What the compiled EPCIS schema calls at run time: its two formats, and what tells whether the members of a list differ. */

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

/**
 * The last two members of a list that are equal as JSON values, the later one first; undefined when all differ. Each is looked at once:
 * a list of tens of thousands of items must not cost hundreds of millions of comparisons.
 */
export function findTwins(list: readonly unknown[]): [i: number, j: number] | undefined {
  const positions = new Map<string, number>();
  let twins: [number, number] | undefined;
  list.forEach((member, i) => {
    const key = keyOf(member);
    const j = positions.get(key);
    if (j !== undefined) twins = [i, j];
    positions.set(key, i);
  });
  return twins;
}

/** Text that is the same for equal JSON values, and for no others. */
function keyOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(keyOf).join()}]`;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${keyOf(member)}`).join()}}`;
}
