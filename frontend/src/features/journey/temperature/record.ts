import { celsiusOf } from "@waybill/protocol/evidence/limits";
import type { Party, Place, StatementView } from "@waybill/protocol/schemas/api/traceability";
import { isOffset } from "../../../lib/local-time.ts";
import type { StoryEvent } from "../model/story.ts";

/** One measured temperature, or what a period amounts to. Times in milliseconds since 1970. */
export interface Measurement {
  from: number;
  until: number;
  /** Degrees Celsius; the value that is drawn, and the whole range of the period where it is given. */
  celsius: number;
  least: number;
  most: number;
  /** As written. */
  value: string;
  uom: string;
  time: string;
  /** Of the clock that the event was written by: `-04:00`. */
  offset: string;
  device: string | null;
  alarm: boolean;
  place: Place | null;
  author: Party;
  /** Limits that hold for it, in degrees Celsius; null where nobody set one. */
  floor: number | null;
  ceiling: number | null;
}

export interface StatedLimit {
  bound: "least" | "most";
  celsius: number;
  source: "goods" | "event" | "sensor";
  author: Party;
}

export interface TemperatureRecord {
  /** In order of time. */
  measurements: readonly Measurement[];
  /** The same, where one follows the other closely enough to be joined: between runs nobody measured. */
  runs: readonly (readonly Measurement[])[];
  limits: readonly StatedLimit[];
}

/** Measurements this many times further apart than usual leave a gap. */
const GAP_FACTOR = 3;

/** All temperatures that stand, or null when nobody measured any. */
export function temperatureRecordOf(events: readonly StoryEvent[]): TemperatureRecord | null {
  const standing = events.map(({ first }) => first).filter(({ declaresError, declaredInError }) => !declaresError && !declaredInError);
  const limits = standing.flatMap((statement) => limitsOf(statement).map((limit) => ({ ...limit, statement })));
  const measurements = standing
    .flatMap((statement) => {
      const own = limits.filter((limit) => holdsFor(limit, statement));
      return statement.sensors.flatMap((sensor) => measurementOf(statement, sensor, own) ?? []);
    })
    .sort((a, b) => a.from - b.from);
  if (measurements.length === 0) return null;
  return { measurements, runs: runsOf(measurements), limits: eachOnce(limits) };
}

/** What is set for goods holds wherever those goods are; everything else only for the event that states it. */
function holdsFor({ source, statement: by }: StatedLimit & { statement: StatementView }, statement: StatementView): boolean {
  if (source !== "goods") return by === statement;
  return statement.items.some(({ subject }) => by.items.some((item) => item.subject === subject));
}

function limitsOf({ temperatureLimits, author }: StatementView): StatedLimit[] {
  return temperatureLimits.flatMap(({ bound, value, uom, source }) => {
    const celsius = celsiusOf(value, uom);
    return celsius === null ? [] : [{ bound, celsius, source, author }];
  });
}

function measurementOf(
  { place, author, eventTime, eventTimeZoneOffset }: StatementView,
  { type, value, uom, least, most, from, until, device, alarm }: StatementView["sensors"][number],
  limits: readonly StatedLimit[],
): Measurement | null {
  const celsius = celsiusOf(value, uom);
  const time = from ?? eventTime;
  const at = Date.parse(time);
  if (!/(^|[:/])Temperature$/.test(type) || celsius === null || uom === null || Number.isNaN(at)) return null;
  const bounds = (bound: StatedLimit["bound"]) => limits.filter((limit) => limit.bound === bound).map((limit) => limit.celsius);
  return {
    from: at,
    until: Math.max(at, Date.parse(until ?? time) || at),
    ...{ celsius, value, uom, time, device, alarm, place, author },
    offset: [eventTime.slice(-6), eventTimeZoneOffset].find(isOffset) ?? "+00:00",
    least: (least === null ? null : celsiusOf(least, uom)) ?? celsius,
    most: (most === null ? null : celsiusOf(most, uom)) ?? celsius,
    floor: bounds("least").length > 0 ? Math.max(...bounds("least")) : null,
    ceiling: bounds("most").length > 0 ? Math.min(...bounds("most")) : null,
  };
}

/** Measurements of one device that follow each other at its usual pace. */
function runsOf(measurements: readonly Measurement[]): Measurement[][] {
  const runs: Measurement[][] = [];
  for (const own of Map.groupBy(measurements, ({ device }) => device).values()) {
    const pauses = own.slice(1).map(({ from }, index) => from - (own[index]?.until ?? from));
    const usual = pauses.toSorted((a, b) => a - b)[Math.floor((pauses.length - 1) / 2)] ?? 0;
    for (const [index, measurement] of own.entries()) {
      const pause = pauses[index - 1];
      // Of two measurements alone nobody knows how often there should have been one.
      const isClose = pause !== undefined && pauses.length > 1 && pause <= usual * GAP_FACTOR;
      if (isClose) runs.at(-1)?.push(measurement);
      else runs.push([measurement]);
    }
  }
  return runs;
}

function eachOnce(limits: readonly StatedLimit[]): StatedLimit[] {
  const keyed = limits.map(({ bound, celsius, source, author }) => ({ bound, celsius, source, author }));
  return [...new Map(keyed.map((limit) => [`${limit.bound} ${limit.celsius} ${limit.source} ${limit.author.account}`, limit])).values()];
}
