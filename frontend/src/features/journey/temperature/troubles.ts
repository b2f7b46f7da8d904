import type { Measurement, TemperatureRecord } from "./record.ts";

/** A time outside the limits, as far as it was measured: it may have begun earlier and ended later. */
export interface Excursion {
  kind: "above" | "below";
  /** The limit that was passed, and the furthest measurement, in degrees Celsius. */
  limit: number;
  extreme: number;
  from: number;
  until: number;
  /** Of the clock at the place where it began. */
  offset: string;
}

/** A time without measurements between two of one device. */
export interface Gap {
  from: number;
  until: number;
  offset: string;
}

/** Every excursion, in order of time. Measurements in a row count as one. */
export function excursionsOf({ runs }: TemperatureRecord): Excursion[] {
  return runs.flatMap((run) => [...outsideIn(run, "above"), ...outsideIn(run, "below")]).sort((a, b) => a.from - b.from);
}

function outsideIn(run: readonly Measurement[], kind: Excursion["kind"]): Excursion[] {
  const found: Excursion[] = [];
  let open: Excursion | null = null;
  for (const { from, until, offset, least, most, floor, ceiling } of run) {
    const [limit, extreme] = kind === "above" ? [ceiling, most] : [floor, least];
    if (limit === null || (kind === "above" ? extreme <= limit : extreme >= limit)) {
      open = null;
    } else if (open === null) {
      open = { kind, limit, extreme, from, until, offset };
      found.push(open);
    } else {
      open.until = until;
      open.extreme = kind === "above" ? Math.max(open.extreme, extreme) : Math.min(open.extreme, extreme);
    }
  }
  return found;
}

/** Every pause of a device that measured before and after it. */
export function gapsOf({ runs }: TemperatureRecord): Gap[] {
  return [...Map.groupBy(runs, ([first]) => first?.device ?? null).entries()]
    .filter(([device]) => device !== null)
    .flatMap(([, own]) =>
      own.slice(1).flatMap((run, index) => {
        const [last, next] = [own[index]?.at(-1), run[0]];
        return last === undefined || next === undefined ? [] : [{ from: last.until, until: next.from, offset: last.offset }];
      }),
    )
    .sort((a, b) => a.from - b.from);
}

/** Whether a measurement is outside, inside, or has no limit to compare it with. */
export function standingOf({ least, most, floor, ceiling }: Measurement): "above" | "below" | "inside" | "no-limit" {
  if (ceiling !== null && most > ceiling) return "above";
  if (floor !== null && least < floor) return "below";
  return floor === null && ceiling === null ? "no-limit" : "inside";
}
