import { type CaseFile, finding } from "../case-file.ts";
import { type Fact, subjectsIn } from "../fact.ts";
import type { Finding } from "../finding.ts";

/** An organisation processed goods before the moment at which it says it received them. */
export function usedBeforeReceived({ facts, about, containers, words }: CaseFile): Finding[] {
  return facts.flatMap((use) =>
    subjectsIn(use, "input").flatMap((subject) => {
      const moved = [subject, ...containers(subject)].flatMap((item) => about(item));
      const receipts = moved.filter((fact: Fact) => fact.isReceipt && fact.account === use.account);
      const [first] = receipts.toSorted((a, b) => a.time - b.time);
      if (first === undefined || first.time <= use.time) return [];
      const message =
        `${words.party(use.account)} used ${words.item(subject)} on ${words.time(use.timeText)}, ` +
        `but received it only on ${words.time(first.timeText)}.`;
      return [finding("used-before-received", "contradiction", message, [subject, ...subjectsIn(use, "output")], [use, first])];
    }),
  );
}
