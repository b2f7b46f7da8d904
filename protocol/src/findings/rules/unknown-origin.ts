import { type CaseFile, finding } from "../case-file.ts";
import type { Finding } from "../finding.ts";

/** GTINs and parts. Logistic units, returnable and fixed assets only carry goods. */
const GOODS = /^https:\/\/id\.gs1\.org\/(01|8006)\//;

/** Goods are used or packed, and nobody has stated where they come from. */
export function unknownOrigin({ subjects, about, origins, words }: CaseFile): Finding[] {
  return subjects.flatMap((subject) => {
    if (!GOODS.test(subject) || origins(subject).length > 0) return [];
    const message = `Nobody has stated where ${words.item(subject)} comes from.`;
    return [finding("unknown-origin", "gap", message, [subject], about(subject))];
  });
}
