import { type CaseFile, finding } from "../case-file.ts";
import { plays, subjectsIn } from "../fact.ts";
import type { Finding } from "../finding.ts";

/** An organisation processed goods before the moment at which it says it received them. */
export function usedBeforeReceived({ subjects, about, containers, words }: CaseFile): Finding[] {
  return subjects.flatMap((subject) => {
    const uses = about(subject).filter((fact) => plays(fact, subject, "input"));
    if (uses.length === 0) return [];
    const receipts = [subject, ...containers(subject)].flatMap((item) => about(item)).filter(({ isReceipt }) => isReceipt);
    return uses.flatMap((use) => {
      const [first] = receipts.filter(({ account }) => account === use.account).sort((a, b) => a.time - b.time);
      if (first === undefined || first.time <= use.time) return [];
      const message =
        `${words.party(use.account)} used ${words.item(subject)} on ${words.time(use.timeText)}, ` +
        `but received it only on ${words.time(first.timeText)}.`;
      return [finding("used-before-received", "contradiction", message, [subject, ...subjectsIn(use, "output")], [use, first])];
    });
  });
}
