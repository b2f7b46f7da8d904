import type { Sample } from "./exposition.ts";
import type { Expression, Selector } from "./promql.ts";
import type { AlertRule } from "./rules.ts";

interface Scrape {
  atSeconds: number;
  samples: readonly Sample[];
}

type Point = Pick<Sample, "labels" | "value">;

/** Prometheus in small: keeps scrapes, evaluates the rules at each, and knows what fires. Time is whatever the caller says. */
export interface Evaluator {
  /** Takes a scrape and evaluates all rules at its time; a failed scrape has no samples, and ends every series. */
  push(atSeconds: number, samples: readonly Sample[]): void;
  /** Names of the alerts that fire now, each once, in order. */
  firing(): string[];
}

export function createEvaluator(rules: readonly AlertRule[]): Evaluator {
  const scrapes: Scrape[] = [];
  /** Since when an expression holds, by alert and labels. */
  let holdsSince = new Map<string, number>();
  let fires: string[] = [];
  return {
    push(atSeconds, samples) {
      scrapes.push({ atSeconds, samples });
      const before = holdsSince;
      holdsSince = new Map();
      fires = [];
      for (const { name, expression, forSeconds } of rules) {
        for (const { labels } of evaluate(expression, scrapes)) {
          const key = `${name} ${keyOf(labels)}`;
          const since = before.get(key) ?? atSeconds;
          holdsSince.set(key, since);
          if (atSeconds - since >= forSeconds && !fires.includes(name)) fires.push(name);
        }
      }
    },
    firing: () => [...fires].sort(),
  };
}

/** Series for which the expression holds at the newest scrape. */
export function evaluate({ aggregate, by, selector, comparison, threshold }: Expression, scrapes: readonly Scrape[]): Point[] {
  const points = select(selector, scrapes);
  const folded = aggregate === null ? points : fold(points, by, AGGREGATES[aggregate]);
  return folded.filter(({ value }) => COMPARISONS[comparison](value, threshold));
}

function select({ metric, matchers, deltaSeconds }: Selector, scrapes: readonly Scrape[]): Point[] {
  const newest = scrapes.at(-1);
  const points = (newest?.samples ?? []).filter(
    (sample) => sample.metric === metric && matchers.every(({ label, matches }) => matches(sample.labels[label] ?? "")),
  );
  if (deltaSeconds === null || !newest) return points;
  // Prometheus extrapolates to the whole range; the sign, which is all that the rules ask for, is the same.
  return points.flatMap((point) => {
    const first = scrapes
      .filter(({ atSeconds }) => atSeconds >= newest.atSeconds - deltaSeconds && atSeconds < newest.atSeconds)
      .flatMap(
        ({ samples }) => samples.find((sample) => sample.metric === metric && keyOf(sample.labels) === keyOf(point.labels)) ?? [],
      )[0];
    return first ? [{ labels: point.labels, value: point.value - first.value }] : [];
  });
}

function fold(points: readonly Point[], by: readonly string[], combine: (values: number[]) => number): Point[] {
  const groups = Map.groupBy(points, ({ labels }) => keyOf(pick(labels, by)));
  return [...groups.values()].map((group) => ({
    labels: pick(group[0]?.labels ?? {}, by),
    value: combine(group.map(({ value }) => value)),
  }));
}

function pick(labels: Sample["labels"], names: readonly string[]): Sample["labels"] {
  return Object.fromEntries(names.map((name) => [name, labels[name] ?? ""]));
}

function keyOf(labels: Sample["labels"]): string {
  return JSON.stringify(Object.entries(labels).sort(([one], [other]) => (one < other ? -1 : 1)));
}

const AGGREGATES = {
  max: (values: number[]) => Math.max(...values),
  min: (values: number[]) => Math.min(...values),
  sum: (values: number[]) => values.reduce((sum, value) => sum + value, 0),
} as const;

const COMPARISONS: Record<Expression["comparison"], (value: number, threshold: number) => boolean> = {
  ">": (value, threshold) => value > threshold,
  "<": (value, threshold) => value < threshold,
  ">=": (value, threshold) => value >= threshold,
  "<=": (value, threshold) => value <= threshold,
  "==": (value, threshold) => value === threshold,
  "!=": (value, threshold) => value !== threshold,
};
