const LOCAL = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?$/;
const OFFSET = /^[+-](?:0\d|1[0-4]):[0-5]\d$/;

/** `+02:00` from the minutes that `Date.getTimezoneOffset` counts (west is positive there). */
export function offsetText(timezoneOffsetMinutes: number): string {
  const minutes = Math.abs(timezoneOffsetMinutes);
  const sign = timezoneOffsetMinutes > 0 ? "-" : "+";
  return `${sign}${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/** A moment as a local time input writes it, in the zone of `offset`. */
export function localTextOf(moment: Date, offset: string): string {
  return new Date(moment.getTime() + offsetMinutes(offset) * 60_000).toISOString().slice(0, 19);
}

/** RFC 3339 time of a local time in the zone of `offset`; null when either does not exist (30 February, +15:00). */
export function eventTimeOf(localTime: string, offset: string): string | null {
  if (!isOffset(offset)) return null;
  const match = LOCAL.exec(localTime);
  if (match === null) return null;
  const text = `${localTime.slice(0, 16)}:${match[6] ?? "00"}`;
  const moment = new Date(`${text}Z`);
  if (Number.isNaN(moment.getTime()) || moment.toISOString().slice(0, 19) !== text) return null;
  return `${text}${offset}`;
}

/** True for an offset that some place could have: `-04:00`; at most 14 hours. */
export function isOffset(text: string): boolean {
  return OFFSET.test(text);
}

/** Minutes east of UTC. */
export function offsetMinutes(offset: string): number {
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6));
  return offset.startsWith("-") ? -minutes : minutes;
}

/** Offsets that some place on Earth uses, west to east. */
export const OFFSETS: readonly string[] = (
  "-12:00 -11:00 -10:00 -09:30 -09:00 -08:00 -07:00 -06:00 -05:00 -04:00 -03:30 -03:00 -02:00 -01:00 +00:00 +01:00 +02:00 +03:00 +03:30 +04:00 " +
  "+04:30 +05:00 +05:30 +05:45 +06:00 +06:30 +07:00 +08:00 +08:45 +09:00 +09:30 +10:00 +10:30 +11:00 +12:00 +12:45 +13:00 +14:00"
).split(" ");

/** A moment as an event writes it: the time on this device's clock, and that clock's offset. */
export function momentAt(now: Date): { eventTime: string; offset: string } {
  const offset = offsetText(now.getTimezoneOffset());
  return { eventTime: `${localTextOf(now, offset)}${offset}`, offset };
}
