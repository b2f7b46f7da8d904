export type Unit = "CEL" | "FAH";

/** Degrees Celsius in the unit that the reader chose. */
export function inUnit(celsius: number, unit: Unit): number {
  return unit === "CEL" ? celsius : (celsius * 9) / 5 + 32;
}

const STEPS = [0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];

/** A narrower range would make a mountain of a tenth of a degree. */
const LEAST_SPAN = 4;

/** Round values that cover a range and a little more, at most `count` steps apart from end to end; at least two. */
export function ticksOf(least: number, most: number, count = 5): number[] {
  const middle = (least + most) / 2;
  const span = Math.max((most - least) * 1.05, LEAST_SPAN);
  const step = STEPS.find((candidate) => span / candidate <= count) ?? span / count;
  const first = Math.floor((middle - span / 2) / step);
  const last = Math.max(Math.ceil((middle + span / 2) / step), first + 1);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toFixed(6)));
}

const MINUTE = 60_000;
const TIME_STEPS = [1, 5, 15, 30, 60, 120, 180, 360, 720, 1_440, 2_880, 10_080, 43_200].map((minutes) => minutes * MINUTE);

/** Round moments of a clock within a range, at most `count`; the beginning where there is none. Times in milliseconds since 1970. */
export function momentsOf([from, until]: readonly [number, number], offsetMinutes: number, count: number): number[] {
  const shift = offsetMinutes * MINUTE;
  const step = TIME_STEPS.find((candidate) => (until - from) / candidate < count) ?? (until - from) / count;
  const first = Math.ceil((from + shift) / step) * step - shift;
  const moments = Array.from({ length: Math.max(0, Math.floor((until - first) / step) + 1) }, (_, index) => first + index * step);
  return moments.length === 0 ? [from] : moments;
}

/** A straight scale from values to pixels. */
export function scaleOf([from, to]: readonly [number, number], [start, end]: readonly [number, number]): (value: number) => number {
  const span = to - from;
  return (value) => (span === 0 ? (start + end) / 2 : start + ((value - from) / span) * (end - start));
}
