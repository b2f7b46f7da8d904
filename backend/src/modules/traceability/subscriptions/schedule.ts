import { Cron } from "croner";
import { z } from "zod";

/** Fields in the order of a cron pattern: finest first. */
const FIELDS = ["second", "minute", "hour", "dayOfMonth", "month", "dayOfWeek"] as const;
/** What a field that is finer than all given ones comes to: 1:05 is once, not at each of its seconds. */
const FIRST: Readonly<Partial<Record<(typeof FIELDS)[number], string>>> = { second: "0", minute: "0", hour: "0" };

const ELEMENT = String.raw`(?:\*|\d{1,2}(?:-\d{1,2})?|\[\d{1,2}-\d{1,2}\])(?:/\d{1,2})?`;
const field = z
  .union([z.string().max(200), z.number().int()])
  .transform(String)
  .pipe(
    z.string().regex(new RegExp(`^${ELEMENT}(?:,${ELEMENT})*$`), "must be numbers, ranges as 1-5 or [1-5], steps as 0/15, with commas"),
  );

/** When a query is run (EPCIS 2.0, `QueryScheduleSubscription`), in UTC. All given fields must match; Monday is day 1 of the week, Sunday day 7. */
export const querySchedule = z.strictObject({
  second: field.optional(),
  minute: field.optional(),
  hour: field.optional(),
  dayOfMonth: field.optional(),
  month: field.optional(),
  dayOfWeek: field.optional(),
});
export type QuerySchedule = z.output<typeof querySchedule>;

/** First moment after another that a schedule names; undefined when there is none. @throws {Error} for values out of range */
export function nextRun(schedule: QuerySchedule, after: Date): Date | undefined {
  const finest = FIELDS.findIndex((name) => schedule[name] !== undefined);
  if (finest < 0) return undefined;
  const pattern = FIELDS.map((name, index) => schedule[name]?.replaceAll(/[[\]]/g, "") ?? (index < finest ? (FIRST[name] ?? "*") : "*"));
  const cron = new Cron(pattern.join(" "), { timezone: "UTC", mode: "6-part", domAndDow: true, sloppyRanges: true, paused: true });
  return cron.nextRun(after) ?? undefined;
}
