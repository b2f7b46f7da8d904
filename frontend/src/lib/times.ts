/** An EPCIS time read without moving it into the reader's zone: the clock that the author saw. */
export interface WrittenTime {
  /** The same wall-clock time, as if it were UTC: format it with `timeZone: "UTC"`. */
  wallClock: Date;
  /** The instant. */
  instant: Date;
  /** `+02:00`, or `UTC`. */
  offset: string;
}

/** Reads `2026-04-17T09:26:42-04:00` as its author wrote it. Null when it is no time. */
export function readWrittenTime(text: string): WrittenTime | null {
  const instant = new Date(text);
  const match = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})$/i.exec(text);
  if (match === null || Number.isNaN(instant.getTime())) return null;
  const [, local = "", zone = "Z"] = match;
  return {
    wallClock: new Date(`${local.slice(0, 19)}${local.length === 16 ? ":00" : ""}Z`),
    instant,
    offset: UTC.test(zone) ? "UTC" : zone,
  };
}

const UTC = /^(UTC|Z|[+-]00:?00)$/i;

/** `UTC−04:00`, with a minus as wide as a plus; `UTC` for no offset, however it is written. */
export function zoneName(offset: string): string {
  return UTC.test(offset) ? "UTC" : `UTC${offset.replace("-", "−")}`;
}

const UNITS = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
] as const;

/** The largest fitting unit between two instants, for `Intl.RelativeTimeFormat`. */
export function relativeParts(from: Date, now: Date): { value: number; unit: Intl.RelativeTimeFormatUnit } {
  const seconds = Math.round((from.getTime() - now.getTime()) / 1000);
  for (const [unit, length] of UNITS) if (Math.abs(seconds) >= length) return { value: Math.round(seconds / length), unit };
  return { value: seconds, unit: "second" };
}
