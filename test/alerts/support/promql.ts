/** The part of PromQL that the alert rules use; anything else is refused, so that no rule means something here and something else there. */

export interface Matcher {
  label: string;
  matches(value: string): boolean;
}

export interface Selector {
  metric: string;
  matchers: readonly Matcher[];
  /** Set for `delta(metric[1h])`: the change within the range instead of the value now. */
  deltaSeconds: number | null;
}

export interface Expression {
  aggregate: "max" | "min" | "sum" | null;
  /** Labels that stay; all others are folded together. */
  by: readonly string[];
  selector: Selector;
  comparison: ">" | "<" | ">=" | "<=" | "==" | "!=";
  threshold: number;
}

const AGGREGATE = /^(max|min|sum)\s*(?:by\s*\(([^)]*)\))?\s*\((.*)\)$/;
const DELTA = /^delta\s*\((.*)\[(\d+[smhd])\]\s*\)$/;
const SELECTOR = /^([a-zA-Z_:][a-zA-Z0-9_:]*)\s*(?:\{([^}]*)\})?$/;
const MATCHER = /^([a-zA-Z_]\w*)\s*(=~|!~|!=|=)\s*"([^"\\]*)"$/;
const COMPARISON = /^(.*[^<>=!])(>=|<=|==|!=|>|<)\s*(-?\d+(?:\.\d+)?)$/;

/** @throws {Error} naming what is outside of the subset. */
export function parseExpression(text: string): Expression {
  const [, left = "", comparison, threshold] = match(COMPARISON, text.trim(), "a comparison with a number");
  const inner = left.trim();
  const aggregated = AGGREGATE.exec(inner);
  return {
    aggregate: (aggregated?.[1] ?? null) as Expression["aggregate"],
    by: listOf(aggregated?.[2]),
    selector: parseSelector((aggregated?.[3] ?? inner).trim()),
    comparison: comparison as Expression["comparison"],
    threshold: Number(threshold),
  };
}

function parseSelector(text: string): Selector {
  const delta = DELTA.exec(text);
  const [, metric = "", matchers] = match(SELECTOR, (delta?.[1] ?? text).trim(), "a metric with label matchers");
  return { metric, matchers: listOf(matchers).map(parseMatcher), deltaSeconds: delta ? durationSeconds(delta[2] ?? "") : null };
}

function parseMatcher(text: string): Matcher {
  const [, label = "", operator, value = ""] = match(MATCHER, text, "a label matcher");
  const isEqual = operator?.endsWith("~")
    ? (other: string) => new RegExp(`^(?:${value})$`).test(other)
    : (other: string) => other === value;
  return { label, matches: operator?.startsWith("!") ? (other) => !isEqual(other) : isEqual };
}

function match(pattern: RegExp, text: string, what: string): RegExpExecArray {
  const found = pattern.exec(text);
  if (!found) throw new Error(`${JSON.stringify(text)} is not ${what} in the subset that is tested here`);
  return found;
}

function listOf(text: string | undefined): string[] {
  return (text ?? "")
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
}

const SECONDS = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;

/** `90s`, `5m`, `1h`, `2d` in seconds. */
export function durationSeconds(text: string): number {
  const [, count, unit] = match(/^(\d+)([smhd])$/, text, "a duration");
  return Number(count) * SECONDS[unit as keyof typeof SECONDS];
}
