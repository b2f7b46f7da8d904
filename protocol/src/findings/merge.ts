import { type Finding, MAX_NAMED } from "./finding.ts";

/** Findings of one kind from the same statements that are told one by one. */
const TOLD = 3;

/**
 * One statement about a thousand things can break a rule a thousand times. After the first few the rest is only counted, in the last of
 * them; their subjects are named there as far as there is room.
 */
export function mergeRepeated(findings: readonly Finding[]): Finding[] {
  const groups = Map.groupBy(findings, ({ rule, severity, commitments }) => `${rule} ${severity} ${commitments.join()}`);
  return [...groups.values()].flatMap((group) => {
    const [told, rest] = [group.slice(0, TOLD), group.slice(TOLD)];
    const last = told.at(-1);
    if (rest.length === 0 || last === undefined) return told;
    const subjects = [...new Set([...last.subjects, ...rest.flatMap((finding) => finding.subjects)])].slice(0, MAX_NAMED);
    return [...told.slice(0, -1), { ...last, message: `${last.message} The same holds for ${rest.length} more.`, subjects }];
  });
}
