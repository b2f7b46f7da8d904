const TIME = /^(\d{4})-(\d\d)-(\d\d)([Tt]\d\d:\d\d:\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:\d\d)$/;

/**
 * A time with an offset as the database takes it: UTC, six decimals, further ones cut. Undefined for text that is no such time, or a day that
 * no calendar has.
 *
 * @example
 * momentOf("2005-04-03T20:33:31.116-06:00"); // "2005-04-04T02:33:31.116000Z"
 */
export function momentOf(text: string): string | undefined {
  const match = TIME.exec(text);
  if (!match) return undefined;
  const [, year = "", month = "", day = "", time = "", fraction = "", offset = ""] = match;
  const instant = Date.parse(`${year}-${month}-${day}${time.toUpperCase()}${offset.toUpperCase()}`);
  if (Number.isNaN(instant) || Number(day) > daysIn(Number(year), Number(month))) return undefined;
  const utc = new Date(instant).toISOString();
  // Year 0 and years of five digits are none to the database.
  if (!/^(?!0000)\d{4}-/.test(utc)) return undefined;
  return `${utc.slice(0, 19)}.${fraction.slice(0, 6).padEnd(6, "0")}Z`;
}

/** Day 0 of the next month is the last of this one. */
function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
