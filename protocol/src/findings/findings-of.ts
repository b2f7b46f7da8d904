import { openCase } from "./case-file.ts";
import type { Finding, FindingOptions, FindingStatement, Severity } from "./finding.ts";
import { mergeRepeated } from "./merge.ts";
import { RULES } from "./rules.ts";

export type { Finding, FindingOptions, FindingStatement, Severity } from "./finding.ts";

const RANK: Readonly<Record<Severity, number>> = { contradiction: 0, gap: 1, notice: 2 };

/**
 * What does not add up, what is missing and what else a reader should know about these statements. Pure: the same statements always give
 * the same findings, in the same order, whatever order they come in. It judges what was said, never who is right.
 *
 * @param statements every statement that is known about a journey, upstream lots and units included
 * @example
 * findingsOf(statements, { parties, places, products }).filter(({ severity }) => severity === "contradiction");
 */
export function findingsOf(statements: readonly FindingStatement[], options: FindingOptions = {}): Finding[] {
  const file = openCase(statements, options);
  return mergeRepeated(RULES.flatMap((rule) => rule(file))).sort((a, b) => RANK[a.severity] - RANK[b.severity]);
}
