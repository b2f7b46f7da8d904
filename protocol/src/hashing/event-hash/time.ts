const TIME = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:([Zz])|([+-])(\d\d):(\d\d))$/;

/**
 * A time in UTC with three decimals: more are rounded, fewer are filled with zeros. Exact for any number of decimals. Text that is no
 * time with an offset stays as it is.
 *
 * @example
 * canonicalTime("2024-03-01T10:00:00.1425+01:00", halfUp); // "2024-03-01T09:00:00.143Z"
 */
export function canonicalTime(text: string, milliseconds: (fraction: string) => number): string {
  const match = TIME.exec(text);
  if (!match) return text;
  const [, year, month, day, hour, minute, second, fraction = "", , sign, offsetHour = "0", offsetMinute = "0"] = match;
  const local = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  if (!isSame(local, `${year}-${month}-${day}T${hour}:${minute}:${second}`)) return text;
  const offset = (Number(offsetHour) * 60 + Number(offsetMinute)) * 60_000;
  const utc = new Date(local + (sign === "-" ? offset : -offset) + milliseconds(fraction)).toISOString();
  // Before year 0 and after 9999 the text would change its shape.
  return /^\d{4}-/.test(utc) ? utc : text;
}

/** Milliseconds of the decimals of a second, rounded half up: only the fourth decimal decides. */
export function halfUp(fraction: string): number {
  return truncated(fraction) + (Number(fraction[3] ?? "0") >= 5 ? 1 : 0);
}

/** The same from microseconds and half to even, as the reference did until October 2025. */
export function halfEven(fraction: string): number {
  const rest = Number(fraction.slice(3, 6).padEnd(3, "0"));
  const down = truncated(fraction);
  return down + (rest > 500 || (rest === 500 && down % 2 === 1) ? 1 : 0);
}

function truncated(fraction: string): number {
  return Number(fraction.slice(0, 3).padEnd(3, "0"));
}

/** Date.UTC lets 31 February roll over, and moves years below 100; such text is not a time. */
function isSame(instant: number, written: string): boolean {
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(written);
}
