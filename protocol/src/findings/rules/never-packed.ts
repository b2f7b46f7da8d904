import { type CaseFile, finding } from "../case-file.ts";
import { opens, subjectsIn } from "../fact.ts";
import type { Finding } from "../finding.ts";

/** Something was seen inside a unit, and nobody has stated that anything was ever packed into it. */
export function neverPacked({ subjects, eventsAbout, words }: CaseFile): Finding[] {
  return subjects.flatMap((unit) => {
    const packing = eventsAbout(unit).filter((fact) => opens(fact, unit));
    if (packing.length === 0 || packing.some(({ action }) => action === "ADD")) return [];
    const contents = packing.flatMap((fact) => subjectsIn(fact, "child"));
    const message = `Goods were found in ${words.item(unit)}, but nobody has stated who packed it.`;
    return [finding("never-packed", "gap", message, [unit, ...contents], packing)];
  });
}
