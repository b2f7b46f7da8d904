import type { Subject } from "../schemas/primitives.ts";
import { type Fact, subjectsIn } from "./fact.ts";

/** Uses that may be of one process, and all that they say was made. */
interface Group {
  facts: Fact[];
  outputs: Set<Subject>;
}

/**
 * Uses of the same goods in groups that share no output, so that no two of them can tell of one event. All are one group when it is not
 * known of any of them what was made: it names no output, or is a part of a process whose other parts may name more.
 */
export function usesApart(uses: readonly Fact[]): readonly (readonly Fact[])[] {
  if (uses.some((use) => subjectsIn(use, "output").length === 0 || typeof use.event.transformationID === "string")) return [uses];
  const groupOf = new Map<Subject, Group>();
  for (const use of uses) {
    const outputs = subjectsIn(use, "output");
    const known = [...new Set(outputs.flatMap((output) => groupOf.get(output) ?? []))];
    // Others go into the largest, so that each output changes its group a few times at most.
    const [group = { facts: [], outputs: new Set<Subject>() }, ...others] = known.sort((a, b) => b.outputs.size - a.outputs.size);
    group.facts.push(use, ...others.flatMap(({ facts }) => facts));
    for (const output of [...outputs, ...others.flatMap((other) => [...other.outputs])]) {
      group.outputs.add(output);
      groupOf.set(output, group);
    }
  }
  return [...new Set(groupOf.values())].map(({ facts }) => facts);
}
