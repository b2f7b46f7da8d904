import type { Subject } from "../../schemas/primitives.ts";
import { type CaseFile, finding } from "../case-file.ts";
import type { Fact } from "../fact.ts";
import type { Finding } from "../finding.ts";
import { listInWords } from "../words.ts";

/**
 * Several organisations say, in different reports, how the same goods came into being. If time, place and amount agree that speaks for
 * them; otherwise at most one is right. Transformations have a rule of their own.
 */
export function originToldTwice({ subjects, origins, words }: CaseFile): Finding[] {
  return subjects.flatMap((subject) => {
    const told = origins(subject).filter(({ type }) => type === "ObjectEvent");
    const authors = [...new Set(told.map(({ account }) => account))];
    if (authors.length < 2 || new Set(told.map(({ eventHash }) => eventHash)).size < 2) return [];
    const agrees = new Set(told.map((fact) => coreOf(fact, subject))).size === 1;
    const who = listInWords(authors.map(words.party));
    const message = agrees
      ? `${who} report the same origin of ${words.item(subject)} in different reports; time, place and amount agree.`
      : `${who} report the origin of ${words.item(subject)} differently: time, place or amount do not agree.`;
    return [finding("origin-told-twice", agrees ? "notice" : "contradiction", message, [subject], told)];
  });
}

function coreOf(fact: Fact, subject: Subject): string {
  const amounts = (fact.items.get(subject) ?? []).map(({ quantity, uom }) => [quantity ?? null, uom ?? null]);
  return JSON.stringify([fact.time, fact.place ?? null, amounts]);
}
