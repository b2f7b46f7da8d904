import { isLot } from "../../identifiers/is-lot.ts";
import { type CaseFile, finding } from "../case-file.ts";
import { plays } from "../fact.ts";
import type { Finding } from "../finding.ts";

/** A single thing was used up or taken out of existence, and is handled later all the same. */
export function afterEnd({ subjects, eventsAbout, words }: CaseFile): Finding[] {
  return subjects.flatMap((subject) => {
    if (isLot(subject)) return [];
    const facts = eventsAbout(subject);
    const end = facts.find((fact) => (fact.type === "ObjectEvent" && fact.action === "DELETE") || plays(fact, subject, "input"));
    // What is told of the same moment may have been told in any order.
    const later = end === undefined ? undefined : facts.find((fact) => fact.time > end.time && !fact.isRecallOnly);
    if (end === undefined || later === undefined) return [];
    const how = end.type === "ObjectEvent" ? "took it out of use" : "used it up";
    const message =
      `${words.party(later.account)} handled ${words.item(subject)} on ${words.time(later.timeText)}, ` +
      `after ${words.party(end.account)} ${how} on ${words.time(end.timeText)}.`;
    return [finding("after-end", "contradiction", message, [subject], [end, later])];
  });
}
