import type { JsonObject } from "../hashing/lossless-json.ts";
import { isLot } from "../identifiers/is-lot.ts";
import { subjectsOf } from "../identifiers/subjects-of.ts";
import { whereaboutsOf, type Whereabouts } from "./whereabouts.ts";

/** An event about a subject, or about a unit that carried it at that time. */
export interface Seen<Source> {
  event: JsonObject;
  /** The subject or the unit that the event names. */
  subjects: readonly string[];
  /** What the caller knows the event by. */
  source: Source;
}

/** What an event answers to one of these questions: it is so since then. */
export interface Answer<Value, Source> {
  value: Value;
  source: Source;
}

/** How something is now. Null: nobody has said. */
export interface State<Source> {
  place: Answer<NonNullable<Whereabouts["place"]>, Source> | null;
  /** Only while nothing newer says where it is. */
  headingFor: Answer<string, Source> | null;
  holder: Answer<string, Source> | null;
  owner: Answer<string, Source> | null;
  disposition: Answer<string, Source> | null;
  conditions: Answer<string, Source>[];
  /** A single thing that was used up or taken out of existence. */
  ended: Answer<"used" | "decommissioned", Source> | null;
}

/**
 * The state that events lead to: for each question the newest event that answers it. Events that were declared in error are to be left out
 * by the caller.
 *
 * @param newestFirst events in falling order of time
 */
export function stateOf<Source>(subject: string, newestFirst: readonly Seen<Source>[]): State<Source> {
  const told = newestFirst.map((seen) => ({ ...seen, whereabouts: whereaboutsOf(seen.event) }));
  const newest = <Value>(read: (whereabouts: Whereabouts) => Value | null): Answer<Value, Source> | null => {
    for (const { whereabouts, source } of told) {
      const value = read(whereabouts);
      if (value !== null) return { value, source };
    }
    return null;
  };
  const place = newest((whereabouts) => whereabouts.place);
  const headingFor = newest((whereabouts) => whereabouts.headingFor);
  const isOvertaken =
    told.findIndex(({ whereabouts }) => whereabouts.place !== null) < told.findIndex(({ source }) => source === headingFor?.source);
  return {
    place,
    headingFor: isOvertaken ? null : headingFor,
    holder: newest(({ holder }) => holder),
    owner: newest(({ owner }) => owner),
    disposition: newest(({ disposition }) => disposition),
    conditions: conditionsOf(told),
    ended: isLot(subject) ? null : endOf(subject, newestFirst),
  };
}

function conditionsOf<Source>(newestFirst: readonly { whereabouts: Whereabouts; source: Source }[]): Answer<string, Source>[] {
  const known = new Map<string, Answer<string, Source> | null>();
  for (const { whereabouts, source } of newestFirst) {
    for (const value of whereabouts.set) if (!known.has(value)) known.set(value, { value, source });
    for (const value of whereabouts.unset) if (!known.has(value)) known.set(value, null);
  }
  return [...known.values()].filter((answer) => answer !== null);
}

function endOf<Source>(subject: string, newestFirst: readonly Seen<Source>[]): State<Source>["ended"] {
  for (const { event, subjects, source } of newestFirst) {
    if (!subjects.includes(subject)) continue;
    if (event.type === "ObjectEvent" && event.action === "DELETE") return { value: "decommissioned", source };
    if (event.type === "TransformationEvent" && subjectsOf(event).some((item) => item.role === "input" && item.subject === subject))
      return { value: "used", source };
  }
  return null;
}
