import type { Address, Subject } from "../schemas/primitives.ts";
import { type Fact, factOf, isOrigin, subjectsIn } from "./fact.ts";
import type { Finding, FindingOptions, FindingStatement, Severity } from "./finding.ts";
import { type Words, wordsFrom } from "./words.ts";

/** All that the rules read, worked out once. Every list of facts is in order of event time. */
export interface CaseFile {
  /** What was said and not taken back. */
  facts: readonly Fact[];
  /** The same, each event once: reported by two organisations it still happened once. */
  events: readonly Fact[];
  /** Error declarations. */
  withdrawals: readonly Fact[];
  subjects: readonly Subject[];
  /** Events in which a subject plays any part. */
  about: (subject: Subject) => readonly Fact[];
  origins: (subject: Subject) => readonly Fact[];
  /** Units that a subject was packed into or seen in, at any time and at any depth. */
  containers: (subject: Subject) => ReadonlySet<Subject>;
  ownerOf: (gln: string | undefined) => Address | undefined;
  words: Words;
}

export function openCase(statements: readonly FindingStatement[], options: FindingOptions): CaseFile {
  const all = statements.map(factOf).sort((a, b) => a.time - b.time || (a.commitment < b.commitment ? -1 : 1));
  const withdrawals = all.filter(({ event }) => (event.errorDeclaration ?? null) !== null);
  // An organisation can only take back what it said itself.
  const withdrawn = new Set(withdrawals.map(({ account, eventHash }) => account + eventHash));
  const facts = all.filter(({ account, eventHash }) => !withdrawn.has(account + eventHash));
  const events = [...new Map(facts.toReversed().map((fact) => [fact.eventHash, fact] as const)).values()].toReversed();
  const bySubject = Map.groupBy(
    facts.flatMap((fact) => [...new Set(fact.subjects.map(({ subject }) => subject))].map((subject) => ({ subject, fact }))),
    ({ subject }) => subject,
  );
  const parents = parentsIn(facts);
  const about = (subject: Subject) => (bySubject.get(subject) ?? []).map(({ fact }) => fact);
  return {
    facts,
    events,
    withdrawals,
    subjects: [...bySubject.keys()],
    about,
    origins: (subject) => about(subject).filter((fact) => isOrigin(fact, subject)),
    containers: (subject) => containersOf(subject, parents),
    ownerOf: (gln) => (gln === undefined ? undefined : (options.places?.get(gln)?.owner ?? undefined)),
    words: wordsFrom(options),
  };
}

/** A finding from the facts that show it. */
export function finding(rule: string, severity: Severity, message: string, subjects: readonly Subject[], facts: readonly Fact[]): Finding {
  const commitments = facts.toSorted((a, b) => a.time - b.time).map(({ commitment }) => commitment);
  return {
    rule,
    severity,
    message: message.charAt(0).toUpperCase() + message.slice(1),
    subjects: [...new Set(subjects)],
    commitments: [...new Set(commitments)],
  };
}

type Parents = ReadonlyMap<Subject, ReadonlySet<Subject>>;

function parentsIn(facts: readonly Fact[]): Parents {
  const parents = new Map<Subject, Set<Subject>>();
  for (const fact of facts) {
    const into = subjectsIn(fact, "parent");
    for (const child of subjectsIn(fact, "child")) parents.set(child, new Set([...(parents.get(child) ?? []), ...into]));
  }
  return parents;
}

function containersOf(subject: Subject, parents: Parents): ReadonlySet<Subject> {
  const found = new Set<Subject>();
  const queue: Subject[] = [subject];
  for (let child = queue.pop(); child !== undefined; child = queue.pop()) {
    for (const parent of parents.get(child) ?? []) {
      // Packing goes in circles only in false statements, but those must not hang the reader.
      if (parent !== subject && !found.has(parent)) queue.push(parent);
      found.add(parent);
    }
  }
  found.delete(subject);
  return found;
}
