import { canonicalDigitalLink } from "../../identifiers/digital-link.ts";
import { hasValidCheckDigit } from "../../identifiers/check-digit.ts";
import { type CaseFile, finding } from "../case-file.ts";
import { allSubjects, type Fact } from "../fact.ts";
import type { Finding } from "../finding.ts";

/** Keys that are digits with a check digit at their end. */
const CHECKED: ReadonlySet<string> = new Set(["00", "01", "402", "414", "417", "8017", "8018"]);

/** A number whose last digit does not fit the others was mistyped or made up. */
export function invalidCheckDigit({ facts, words }: CaseFile): Finding[] {
  const wrong = facts.flatMap((fact) =>
    identifiersIn(fact).flatMap((uri) => (wrongKey(uri) ? [{ fact, key: wrongKey(uri) as string }] : [])),
  );
  return [...Map.groupBy(wrong, ({ key }) => key)].map(([key, group]) => {
    const authors = [...new Set(group.map(({ fact }) => words.party(fact.account)))];
    const message = `The number ${key}, which ${authors.join(" and ")} used, cannot be right: its check digit is wrong.`;
    const named = allSubjects(group.map(({ fact }) => fact)).filter((subject) => subject.includes(key));
    return finding(
      "invalid-check-digit",
      "contradiction",
      message,
      named,
      group.map(({ fact }) => fact),
    );
  });
}

function wrongKey(canonicalLink: string): string | undefined {
  const [, ai = "", value = ""] = /^https:\/\/id\.gs1\.org\/(\d+)\/(\d+)(?=\/|$)/.exec(canonicalLink) ?? [];
  return CHECKED.has(ai) && !hasValidCheckDigit(value) ? value : undefined;
}

function identifiersIn({ subjects, event, sources, destinations, place }: Fact): string[] {
  const glns = [place, ...sources, ...destinations].flatMap((gln) => (gln === undefined ? [] : [`https://id.gs1.org/414/${gln}`]));
  const classes = [event.quantityList, event.childQuantityList, event.inputQuantityList, event.outputQuantityList]
    .flatMap((list) => (Array.isArray(list) ? list : []))
    .flatMap((element) => linkIn(element));
  return [...new Set([...subjects.map(({ subject }) => subject as string), ...glns, ...classes])];
}

function linkIn(element: unknown): string[] {
  const epcClass = (element as { epcClass?: unknown } | null)?.epcClass;
  const link = typeof epcClass === "string" ? canonicalDigitalLink(epcClass) : undefined;
  return link === undefined ? [] : [link];
}
