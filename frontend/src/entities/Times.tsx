import { useSyncExternalStore } from "react";
import { useIntl } from "react-intl";
import { readWrittenTime, relativeParts, zoneName } from "../lib/times.ts";

/**
 * When something happened, on the clock of the place where it happened, with its offset; in UTC on hover and in files. So it is for every
 * time that somebody reported.
 */
export function WrittenTimeText({ time, dateOnly, timeOnly }: { time: string; dateOnly?: boolean; timeOnly?: boolean }) {
  const intl = useIntl();
  const read = readWrittenTime(time);
  if (read === null) return <span>{time}</span>;
  const date: Intl.DateTimeFormatOptions = { day: "numeric", month: "long", year: "numeric" };
  const clock: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit" };
  const text = intl.formatDate(read.wallClock, { ...(timeOnly ? {} : date), ...(dateOnly ? {} : clock), timeZone: "UTC" });
  return (
    <time dateTime={time} title={read.instant.toISOString()}>
      {text}
      {!dateOnly && <span className="text-muted"> {zoneName(read.offset)}</span>}
    </time>
  );
}

/** "3 hours ago", with the exact time on hover; the date alone in a page that the server drew, as nobody knows when it is read. */
export function RelativeTime({ time }: { time: string }) {
  const intl = useIntl();
  const now = useSyncExternalStore(everyHalfMinute, thisHalfMinute, () => null);
  const at = new Date(time);
  if (now === null) {
    return (
      <time dateTime={time} title={time}>
        {intl.formatDate(at, { dateStyle: "medium", timeZone: "UTC" })}
      </time>
    );
  }
  // The clock stands still for half a minute: what happened since it was read lies in no future.
  const isSince = at.getTime() > now && at.getTime() < now + TICK_MILLISECONDS;
  const { value, unit } = relativeParts(at, isSince ? at : new Date(now));
  return (
    <time dateTime={time} title={intl.formatDate(at, { dateStyle: "full", timeStyle: "long" })}>
      {intl.formatRelativeTime(value, unit, { numeric: "auto" })}
    </time>
  );
}

/** An instant in the reader's own zone; in a page that the server drew, in UTC. */
export function InstantText({ time }: { time: string | number }) {
  const intl = useIntl();
  const isReader = useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
  const at = typeof time === "number" ? new Date(time * 1000) : new Date(time);
  return (
    <time dateTime={at.toISOString()} title={at.toISOString()}>
      {intl.formatDate(at, { dateStyle: "medium", timeStyle: "medium", timeZone: isReader ? undefined : "UTC" })}
      {!isReader && " UTC"}
    </time>
  );
}

const neverChanges = () => () => undefined;

const TICK_MILLISECONDS = 30_000;

function everyHalfMinute(listener: () => void): () => void {
  const timer = setInterval(listener, TICK_MILLISECONDS);
  return () => clearInterval(timer);
}

/** The half minute that it is: the same for all who ask within it. */
function thisHalfMinute(): number {
  return Math.floor(Date.now() / TICK_MILLISECONDS) * TICK_MILLISECONDS;
}
