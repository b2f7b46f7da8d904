import { isJsonObject, type JsonObject } from "../hashing/lossless-json.ts";
import { type EventSubject, type SubjectRole, subjectsOf } from "../identifiers/subjects-of.ts";
import { isRecallOnly } from "../recall/is-recall-only.ts";
import type { Address, Hex32, Subject } from "../schemas/primitives.ts";
import type { FindingStatement } from "./finding.ts";
import { glnOf, placesIn, RECEIVING, SHIPPING, wordOf } from "./vocabulary.ts";

/** A statement with what the rules ask about it worked out once. */
export interface Fact {
  commitment: Hex32;
  eventHash: Hex32;
  account: Address;
  event: JsonObject;
  type: string;
  action: string;
  /** Milliseconds since 1970. */
  time: number;
  /** As written in the event. */
  timeText: string;
  /** GLN of where it happened. */
  place: string | undefined;
  /** GLNs of the places that goods left or were sent to, where the event names places. */
  sources: readonly string[];
  destinations: readonly string[];
  isShipment: boolean;
  isReceipt: boolean;
  /** Speaks of a recall and of nothing that happened to the goods: its place is not theirs. */
  isRecallOnly: boolean;
  subjects: readonly EventSubject[];
  /** The same by subject, and the subjects by role: an event may hold thousands. */
  items: ReadonlyMap<Subject, readonly EventSubject[]>;
  roles: ReadonlyMap<SubjectRole, ReadonlySet<Subject>>;
}

export function factOf({ commitment, eventHash, account, event }: FindingStatement): Fact {
  const step = wordOf(event.bizStep);
  const subjects = subjectsOf(event);
  return {
    commitment,
    eventHash,
    account,
    event,
    type: String(event.type),
    action: String(event.action),
    time: Date.parse(String(event.eventTime)),
    timeText: String(event.eventTime),
    place: glnOf(idOf(event.readPoint)) ?? glnOf(idOf(event.bizLocation)),
    sources: placesIn(event.sourceList, "source"),
    destinations: placesIn(event.destinationList, "destination"),
    isShipment: SHIPPING.has(step),
    isReceipt: RECEIVING.has(step),
    isRecallOnly: isRecallOnly(event),
    subjects,
    items: Map.groupBy(subjects, ({ subject }) => subject),
    roles: new Map(
      [...Map.groupBy(subjects, ({ role }) => role)].map(([role, items]) => [role, new Set(items.map(({ subject }) => subject))]),
    ),
  };
}

/** True when the event makes this subject exist: its lot or serial is first named here. */
export function isOrigin(fact: Fact, subject: Subject): boolean {
  if (fact.type === "ObjectEvent") return fact.action === "ADD" && plays(fact, subject, "observed");
  return fact.type === "TransformationEvent" && plays(fact, subject, "output");
}

export function plays(fact: Fact, subject: Subject, role: SubjectRole): boolean {
  return fact.roles.get(role)?.has(subject) ?? false;
}

/** The subjects that play a role, each once. */
export function subjectsIn(fact: Fact, role: SubjectRole): Subject[] {
  return [...(fact.roles.get(role) ?? [])];
}

/** All subjects of some facts, each once. */
export function allSubjects(facts: readonly Fact[]): Subject[] {
  return [...new Set(facts.flatMap(({ items }) => [...items.keys()]))];
}

/** True when an event packs, unpacks or looks into this unit. */
export function opens(fact: Fact, unit: Subject): boolean {
  return fact.type === "AggregationEvent" && plays(fact, unit, "parent");
}

/** Facts with each event once, as the first who told it told it. */
export function eachOnce(facts: readonly Fact[]): Fact[] {
  return [...new Map(facts.toReversed().map((fact) => [fact.eventHash, fact] as const)).values()].toReversed();
}

function idOf(place: JsonObject[string] | undefined) {
  return isJsonObject(place) ? place.id : undefined;
}
