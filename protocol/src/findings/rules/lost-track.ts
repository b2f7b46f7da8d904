import { type CaseFile, finding } from "../case-file.ts";
import { opens, subjectsIn } from "../fact.ts";
import type { Finding } from "../finding.ts";

/** Children of one packing that are followed; the rest would only repeat the finding. */
const MAX_CHILDREN = 2_000;

/** Goods were packed into a unit; its contents were listed later without them, and nobody has mentioned them since. */
export function lostTrack({ subjects, about, eventsAbout, words }: CaseFile): Finding[] {
  return subjects.flatMap((unit) => {
    const events = eventsAbout(unit).filter((fact) => opens(fact, unit));
    const lastListing = events.findLast((fact) => fact.action !== "ADD" && subjectsIn(fact, "child").length > 0);
    if (lastListing === undefined) return [];
    return events
      .filter((fact) => fact.action === "ADD" && fact.time < lastListing.time)
      .flatMap((packing) =>
        subjectsIn(packing, "child")
          .slice(0, MAX_CHILDREN)
          .flatMap((subject) => {
            if (about(subject).some(({ time }) => time > packing.time)) return [];
            const message = `After ${words.item(subject)} was packed into ${words.item(unit)} nobody has mentioned it again.`;
            return [finding("lost-track", "gap", message, [subject, unit], [packing, lastListing])];
          }),
      );
  });
}
