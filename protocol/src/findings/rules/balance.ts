import type { EventSubject, SubjectRole } from "../../identifiers/subjects-of.ts";
import { compareAmounts, productOf, sumOf } from "../amount.ts";
import { type CaseFile, finding } from "../case-file.ts";
import { type Fact, subjectsIn } from "../fact.ts";
import type { Finding } from "../finding.ts";
import { gramsPer, isMass, unitWord } from "../units.ts";
import { listInWords } from "../words.ts";

/** More came out than went in, by weight. Water may be added, so a tenth is allowed. */
export function moreOutThanIn({ events, words }: CaseFile): Finding[] {
  return balanced(events).flatMap((fact) => {
    const [into, out] = [gramsOf(fact, "input"), gramsOf(fact, "output")];
    if (compareAmounts(productOf(out, "10"), productOf(into, "11")) <= 0) return [];
    const outputs = subjectsIn(fact, "output");
    const message = `More came out than went in when ${words.items(outputs)} was made on ${words.time(fact.timeText)}: ${kilograms(out)} kg from ${kilograms(into)} kg.`;
    return [finding("more-out-than-in", "contradiction", message, [...subjectsIn(fact, "input"), ...outputs], [fact])];
  });
}

/** In and out are counted in units that do not convert, so nobody can check the balance. */
export function balanceUnknown({ events, words }: CaseFile): Finding[] {
  const unclear = events.filter((fact) => fact.type === "TransformationEvent" && hasAmounts(fact) && !isBalanced(fact));
  return [...Map.groupBy(unclear, (fact) => JSON.stringify(subjectsIn(fact, "output"))).values()].map((facts) => {
    const outputs = subjectsIn(facts[0] as Fact, "output");
    const units = [...new Set(facts.flatMap(({ subjects }) => subjects.filter(hasQuantity).map(({ uom }) => unitWord(uom))))];
    const message = `Whether the amounts add up cannot be checked where ${words.items(outputs)} was made: they are given in ${listInWords(units)}, not all by weight.`;
    return finding("balance-unknown", "notice", message, [...outputs, ...facts.flatMap((fact) => subjectsIn(fact, "input"))], facts);
  });
}

function balanced(events: readonly Fact[]): Fact[] {
  return events.filter((fact) => fact.type === "TransformationEvent" && hasAmounts(fact) && isBalanced(fact));
}

function hasAmounts({ subjects }: Fact): boolean {
  return (["input", "output"] as const).every((role) => subjects.some((item) => item.role === role && hasQuantity(item)));
}

function isBalanced({ subjects }: Fact): boolean {
  return subjects.filter(({ role }) => role === "input" || role === "output").every((item) => hasQuantity(item) && isMass(item.uom));
}

function hasQuantity({ quantity }: EventSubject): boolean {
  return quantity !== undefined;
}

function gramsOf({ subjects }: Fact, role: SubjectRole): string {
  return sumOf(subjects.filter((item) => item.role === role).map(({ quantity = "0", uom = "" }) => productOf(quantity, gramsPer(uom))));
}

function kilograms(grams: string): string {
  return (Number(grams) / 1000).toLocaleString("en", { maximumFractionDigits: 1 });
}
