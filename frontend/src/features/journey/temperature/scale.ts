export type Unit = "CEL" | "FAH";

/** Degrees Celsius in the unit that the reader chose. */
export function inUnit(celsius: number, unit: Unit): number {
  return unit === "CEL" ? celsius : (celsius * 9) / 5 + 32;
}

const STEPS = [0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];

/** Round values that cover a range, at most `count` steps apart from end to end; at least two. */
export function ticksOf(least: number, most: number, count = 5): number[] {
  const span = Math.max(most - least, 0.5);
  const step = STEPS.find((candidate) => span / candidate <= count) ?? span / count;
  const first = Math.floor(least / step);
  const last = Math.max(Math.ceil(most / step), first + 1);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toFixed(6)));
}

/** A straight scale from values to pixels. */
export function scaleOf([from, to]: readonly [number, number], [start, end]: readonly [number, number]): (value: number) => number {
  const span = to - from;
  return (value) => (span === 0 ? (start + end) / 2 : start + ((value - from) / span) * (end - start));
}
