import type { Subject } from "../../schemas/primitives.ts";
import { type CaseFile, finding } from "../case-file.ts";
import type { Finding } from "../finding.ts";

/** Goods among these statements that no chain of events joins to the others. */
export function notConnected({ events, subjects, about, words }: CaseFile): Finding[] {
  const known = new Set(subjects);
  const groups = groupsOf(
    subjects,
    events.map(({ items }) => [...items.keys()].filter((subject) => known.has(subject))),
  );
  const main = groups.toSorted((a, b) => b.length - a.length)[0];
  return groups
    .filter((group) => group !== main)
    .map((group) => {
      const message = `No statement connects ${words.items(group)} with the other goods here.`;
      return finding(
        "not-connected",
        "notice",
        message,
        group,
        group.flatMap((subject) => about(subject)),
      );
    });
}

/** Subjects that stand in one event belong together, and so on from event to event. */
function groupsOf(subjects: readonly Subject[], together: readonly (readonly Subject[])[]): Subject[][] {
  const group = new Map<Subject, Subject[]>(subjects.map((subject) => [subject, [subject]]));
  for (const [first, ...others] of together) {
    for (const other of others) {
      const [into, from] = [group.get(first as Subject) as Subject[], group.get(other) as Subject[]];
      if (into === from) continue;
      into.push(...from);
      for (const subject of from) group.set(subject, into);
    }
  }
  return [...new Set(group.values())];
}
