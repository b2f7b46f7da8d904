import { useEffect, useState } from "react";
import { useIntl } from "react-intl";
import { readWrittenTime, relativeParts } from "../lib/times.ts";

/** When something happened, on the clock of the place where it happened, with its offset. */
export function WrittenTimeText({ time, dateOnly, timeOnly }: { time: string; dateOnly?: boolean; timeOnly?: boolean }) {
  const intl = useIntl();
  const read = readWrittenTime(time);
  if (read === null) return <span>{time}</span>;
  const date: Intl.DateTimeFormatOptions = { day: "numeric", month: "long", year: "numeric" };
  const clock: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit" };
  const text = intl.formatDate(read.wallClock, { ...(timeOnly ? {} : date), ...(dateOnly ? {} : clock), timeZone: "UTC" });
  return (
    <time dateTime={time} title={time}>
      {text}
      {!dateOnly && <span className="text-muted"> {read.offset === "UTC" ? "UTC" : `UTC${read.offset.replace("-", "−")}`}</span>}
    </time>
  );
}

/** "3 hours ago", with the exact time on hover. */
export function RelativeTime({ time }: { time: string }) {
  const intl = useIntl();
  const now = useNow();
  const at = new Date(time);
  const { value, unit } = relativeParts(at, now);
  return (
    <time dateTime={time} title={intl.formatDate(at, { dateStyle: "full", timeStyle: "long" })}>
      {intl.formatRelativeTime(value, unit, { numeric: "auto" })}
    </time>
  );
}

/** An instant in the reader's own zone. */
export function InstantText({ time }: { time: string | number }) {
  const intl = useIntl();
  const at = typeof time === "number" ? new Date(time * 1000) : new Date(time);
  return (
    <time dateTime={at.toISOString()} title={at.toISOString()}>
      {intl.formatDate(at, { dateStyle: "medium", timeStyle: "medium" })}
    </time>
  );
}

function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
