import { type CaseFile, finding } from "../case-file.ts";
import { type Fact, subjectsIn } from "../fact.ts";
import type { Finding } from "../finding.ts";
import { listInWords, type Words } from "../words.ts";

/**
 * The making of the same goods from the same goods at the same place is told in different ways, by several organisations or under one
 * number. One organisation alone may have worked in several runs.
 */
export function conflictingTransformations({ events, facts, words }: CaseFile): Finding[] {
  const transformations = events.filter(({ type }) => type === "TransformationEvent");
  return [...Map.groupBy(transformations, recipeOf).values()].flatMap((versions) => {
    const tellers = new Set(facts.filter((fact) => versions.some((v) => v.eventHash === fact.eventHash)).map(({ account }) => account));
    if (versions.length < 2 || (tellers.size < 2 && !shareNumber(versions))) return [];
    const outputs = subjectsIn(versions[0] as Fact, "output");
    const told = versions.map(
      (version) => `${outputsInWords(version, words)} on ${words.time(version.timeText)} (${words.party(version.account)})`,
    );
    const message = `There are ${versions.length} different accounts of how ${words.items(outputs)} was made: ${listInWords(told)}.`;
    const inputs = subjectsIn(versions[0] as Fact, "input");
    return [finding("conflicting-transformations", "contradiction", message, [...outputs, ...inputs], versions)];
  });
}

function recipeOf(fact: Fact): string {
  return JSON.stringify([fact.place, subjectsIn(fact, "input").sort(), subjectsIn(fact, "output").sort()]);
}

function shareNumber(versions: readonly Fact[]): boolean {
  const numbers = versions.flatMap(({ event }) => (typeof event.eventID === "string" ? [event.eventID] : []));
  return new Set(numbers).size < numbers.length;
}

function outputsInWords({ subjects }: Fact, words: Words): string {
  const amounts = subjects.filter(({ role, quantity }) => role === "output" && quantity !== undefined);
  return listInWords(amounts.map(({ quantity, uom }) => words.amount(quantity ?? "0", uom)));
}
