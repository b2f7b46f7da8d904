import { type CaseFile, finding } from "../case-file.ts";
import { isMadeFromHash } from "../event-id.ts";
import { allSubjects } from "../fact.ts";
import type { Finding } from "../finding.ts";

/** One event number stands on two different reports. */
export function sameEventId({ facts, words }: CaseFile): Finding[] {
  const numbered = facts.filter(({ event }) => typeof event.eventID === "string" && !isMadeFromHash(event.eventID));
  return [...Map.groupBy(numbered, ({ event }) => String(event.eventID))].flatMap(([, same]) => {
    if (new Set(same.map(({ eventHash }) => eventHash)).size < 2) return [];
    const authors = [...new Set(same.map(({ account }) => words.party(account)))];
    const message = `${authors.join(" and ")} gave the same number to different reports: at most one of them can be the event of that number.`;
    return [finding("same-event-id", "contradiction", message, allSubjects(same), same)];
  });
}
