const PATTERN = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(\.\d+)?(?:[Zz]|([+-])(\d\d):(\d\d))$/;

/**
 * Milliseconds since 1970 of a `date-time` of RFC 3339; undefined for anything else, days that no month has included. A leap second counts
 * as the moment after it.
 */
export function readDateTime(text: string): number | undefined {
  const match = PATTERN.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const [fraction, sign, offsetHours = 0, offsetMinutes = 0] = [
    Number(match[7] ?? 0),
    match[8],
    Number(match[9] ?? 0),
    Number(match[10] ?? 0),
  ];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 60 || offsetHours > 23 || offsetMinutes > 59) return undefined;
  const offset = (offsetHours * 60 + offsetMinutes) * 60_000 * (sign === "-" ? -1 : 1);
  const start = new Date(0).setUTCFullYear(year, month - 1, day);
  return start + ((hour * 60 + minute) * 60 + second + fraction) * 1000 - offset;
}

function daysIn(year: number, month: number): number {
  return new Date(new Date(0).setUTCFullYear(year, month, 0)).getUTCDate();
}
