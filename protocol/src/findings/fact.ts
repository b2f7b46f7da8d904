import { isJsonObject, type JsonObject } from "../hashing/lossless-json.ts";
import { type EventSubject, type SubjectRole, subjectsOf } from "../identifiers/subjects-of.ts";
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
  subjects: readonly EventSubject[];
}

export function factOf({ commitment, eventHash, account, event }: FindingStatement): Fact {
  const step = wordOf(event.bizStep);
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
    subjects: subjectsOf(event),
  };
}

/** True when the event makes this subject exist: its lot or serial is first named here. */
export function isOrigin(fact: Fact, subject: Subject): boolean {
  if (fact.type === "ObjectEvent") return fact.action === "ADD" && plays(fact, subject, "observed");
  return fact.type === "TransformationEvent" && plays(fact, subject, "output");
}

export function plays(fact: Fact, subject: Subject, role: SubjectRole): boolean {
  return fact.subjects.some((item) => item.subject === subject && item.role === role);
}

/** The subjects that play a role, each once. */
export function subjectsIn(fact: Fact, role: SubjectRole): Subject[] {
  return [...new Set(fact.subjects.filter((item) => item.role === role).map((item) => item.subject))];
}

function idOf(place: JsonObject[string] | undefined) {
  return isJsonObject(place) ? place.id : undefined;
}
