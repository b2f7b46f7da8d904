import { type CaseFile, finding } from "../case-file.ts";
import type { Finding } from "../finding.ts";

/** Goods are handled before the moment at which they are said to have come into being. */
export function beforeOrigin({ subjects, about, origins, words }: CaseFile): Finding[] {
  return subjects.flatMap((subject) => {
    const known = origins(subject);
    const first = known[0];
    if (first === undefined) return [];
    const early = about(subject).filter((fact) => fact.time < first.time && !fact.isRecallOnly);
    const [earliest] = early;
    if (earliest === undefined) return [];
    const message =
      `${words.party(earliest.account)} handled ${words.item(subject)} on ${words.time(earliest.timeText)}, ` +
      `before it existed: ${words.party(first.account)} says it came into being on ${words.time(first.timeText)}.`;
    return [finding("before-origin", "contradiction", message, [subject], [...early, ...known.filter(({ time }) => time === first.time)])];
  });
}
