import { isCorrection } from "../hashing/corrects.ts";
import type { Address, Subject } from "../schemas/primitives.ts";
import { eachOnce, type Fact, factOf, isOrigin, subjectsIn } from "./fact.ts";
import { type Finding, type FindingOptions, type FindingStatement, MAX_NAMED, type Severity } from "./finding.ts";
import type { Coordinates } from "./travel.ts";
import { type Words, wordsFrom } from "./words.ts";

/** Subjects that the rules look at one by one. Statements with more are accepted, but whoever wrote them must not keep a reader waiting. */
const MAX_SUBJECTS = 2_000;

/** All that the rules read, worked out once. Every list of facts is in order of event time. */
export interface CaseFile {
  /** What was said and not taken back. */
  facts: readonly Fact[];
  /** The same, each event once: reported by two organisations it still happened once. */
  events: readonly Fact[];
  /** Error declarations of those who had reported the event. */
  withdrawals: readonly Fact[];
  /** Error declarations of others, which take nothing back. */
  disputes: readonly Fact[];
  /** What the rules look at one by one: the first of them, where there are more than any page can show. */
  subjects: readonly Subject[];
  /** Facts in which a subject plays any part, and the events among them. */
  about: (subject: Subject) => readonly Fact[];
  eventsAbout: (subject: Subject) => readonly Fact[];
  /** Those of the events that tell of the goods being somewhere or being handled; what only speaks of a recall does not. */
  sightingsOf: (subject: Subject) => readonly Fact[];
  origins: (subject: Subject) => readonly Fact[];
  /** Units that a subject was packed into or seen in, at any time and at any depth. */
  containers: (subject: Subject) => ReadonlySet<Subject>;
  ownerOf: (gln: string | undefined) => Address | undefined;
  coordinatesOf: (gln: string | undefined) => Coordinates | undefined;
  words: Words;
}

/** One organisation's report of one event. */
function voiceOf({ account, eventHash }: Fact): string {
  return account + eventHash;
}

export function openCase(statements: readonly FindingStatement[], options: FindingOptions): CaseFile {
  const all = statements.map(factOf).sort((a, b) => a.time - b.time || (a.commitment < b.commitment ? -1 : 1));
  const [declarations, reports] = [all.filter(({ event }) => isCorrection(event)), all.filter(({ event }) => !isCorrection(event))];
  // An organisation can only take back what it said itself.
  const [declared, said] = [declarations, reports].map((list) => new Set(list.map(voiceOf)));
  const withdrawals = declarations.filter((fact) => said?.has(voiceOf(fact)));
  const disputes = declarations.filter((fact) => !said?.has(voiceOf(fact)));
  const facts = reports.filter((fact) => !declared?.has(voiceOf(fact)));
  const bySubject = new Map<Subject, Fact[]>();
  for (const fact of facts) {
    for (const subject of fact.items.keys()) {
      const told = bySubject.get(subject);
      if (told) told.push(fact);
      else bySubject.set(subject, [fact]);
    }
  }
  const parents = parentsIn(facts);
  const about = (subject: Subject) => bySubject.get(subject) ?? [];
  return {
    facts,
    events: eachOnce(facts),
    withdrawals,
    disputes,
    subjects: [...bySubject.keys()].slice(0, MAX_SUBJECTS),
    about,
    eventsAbout: (subject) => eachOnce(about(subject)),
    sightingsOf: (subject) => eachOnce(about(subject).filter((fact) => !fact.isRecallOnly)),
    origins: (subject) => about(subject).filter((fact) => isOrigin(fact, subject)),
    containers: (subject) => containersOf(subject, parents),
    ownerOf: (gln) => (gln === undefined ? undefined : (options.places?.get(gln)?.owner ?? undefined)),
    coordinatesOf: (gln) => coordinatesIn(options, gln),
    words: wordsFrom(options),
  };
}

function coordinatesIn({ places }: FindingOptions, gln: string | undefined): Coordinates | undefined {
  const { latitude, longitude } = (gln === undefined ? undefined : places?.get(gln)) ?? {};
  return typeof latitude === "number" && typeof longitude === "number" ? { latitude, longitude } : undefined;
}

/** A finding from the facts that show it. */
export function finding(rule: string, severity: Severity, message: string, subjects: readonly Subject[], facts: readonly Fact[]): Finding {
  const commitments = facts.toSorted((a, b) => a.time - b.time).map(({ commitment }) => commitment);
  return {
    rule,
    severity,
    message: message.charAt(0).toUpperCase() + message.slice(1),
    subjects: [...new Set(subjects)].slice(0, MAX_NAMED),
    commitments: [...new Set(commitments)],
  };
}

type Parents = ReadonlyMap<Subject, ReadonlySet<Subject>>;

function parentsIn(facts: readonly Fact[]): Parents {
  const parents = new Map<Subject, Set<Subject>>();
  for (const fact of facts) {
    const into = subjectsIn(fact, "parent");
    for (const child of fact.roles.get("child") ?? []) {
      const known = parents.get(child) ?? new Set();
      for (const parent of into) known.add(parent);
      parents.set(child, known);
    }
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
