/** What one seed came to. */
export interface RunResult {
  seed: string;
  /** Rules that did not hold; none is what everybody hopes for. */
  findings: string[];
  /** What was drawn from the seed. */
  plan: string[];
  facts: Record<string, unknown>;
  /** From the end of the last fault until everything was at rest. */
  convergeMilliseconds: number;
  seconds: number;
}
