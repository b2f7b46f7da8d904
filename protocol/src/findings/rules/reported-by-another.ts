import { type CaseFile, finding } from "../case-file.ts";
import { allSubjects, type Fact } from "../fact.ts";
import type { Finding } from "../finding.ts";

/** An organisation reports what happened at a place of somebody else. It may know, but it is not the one who was there. */
export function reportedByAnother({ facts, ownerOf, words }: CaseFile): Finding[] {
  const foreign = facts.filter(({ account, place }) => (ownerOf(place) ?? account) !== account);
  return [...Map.groupBy(foreign, ({ account, place }) => `${account} ${place}`).values()].map((group) => {
    const [{ account, place }] = group as [Fact];
    const owner = ownerOf(place);
    const count = group.length === 1 ? "an event" : `${group.length} events`;
    const message = `${words.party(account)} reports ${count} at ${words.place(place)}, which belongs to ${owner === undefined ? "somebody else" : words.party(owner)}.`;
    return finding("reported-by-another", "notice", message, allSubjects(group), group);
  });
}
