import { type CaseFile, finding } from "../case-file.ts";
import { allSubjects, type Fact } from "../fact.ts";
import type { Finding } from "../finding.ts";
import { listInWords } from "../words.ts";

/** Several organisations reported one and the same event: a point for it. */
export function corroborated({ facts, words }: CaseFile): Finding[] {
  return [...Map.groupBy(facts, ({ eventHash }) => eventHash).values()].flatMap((same) => {
    const authors = [...new Set(same.map(({ account }) => account))];
    if (authors.length < 2) return [];
    const [{ timeText, place }] = same as [Fact];
    const message = `${listInWords(authors.map(words.party))} report the same event of ${words.time(timeText)} at ${words.place(place)}.`;
    return [finding("corroborated", "notice", message, allSubjects(same), same)];
  });
}
