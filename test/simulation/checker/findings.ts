/** A rule that does not hold, in one sentence. */
export type Finding = string;

/** Differences of two lists of texts, as findings; nothing when they hold the same, in any order. */
export function differences(what: string, expected: readonly string[], actual: readonly string[]): Finding[] {
  const [wanted, found] = [new Set(expected), new Set(actual)];
  const missing = expected.filter((one) => !found.has(one));
  const extra = actual.filter((one) => !wanted.has(one));
  const twice = actual.filter((one, index) => actual.indexOf(one) !== index);
  return [...some(`${what}: missing`, missing), ...some(`${what}: not on the chain`, extra), ...some(`${what}: more than once`, twice)];
}

/** One finding for many of a kind, with the first few of them. */
export function some(what: string, examples: readonly string[]): Finding[] {
  return examples.length === 0 ? [] : [`${what}: ${examples.length}, e.g. ${examples.slice(0, 3).join(" | ")}`];
}
