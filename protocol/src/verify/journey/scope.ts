import type { JsonObject } from "../../hashing/lossless-json.ts";
import { subjectsOf } from "../../identifiers/subjects-of.ts";
import { passed, unknown, type Finding } from "../step.ts";

/**
 * Everything a subject depends on, itself included, as far as these events tell: what it was made from, and the units it travelled in,
 * and so on backwards.
 */
export function dependenciesOf(subject: string, events: readonly JsonObject[]): Set<string> {
  const needed = new Set([subject]);
  const items = events.map((event) => subjectsOf(event));
  // A Set visits what is added while it is walked, so this ends when nothing new turns up.
  for (const name of needed) {
    for (const event of items) {
      const roles = event.filter((item) => item.subject === name).map((item) => item.role);
      const sources = event.filter(
        ({ role }) => (role === "input" && roles.includes("output")) || (role === "parent" && roles.includes("child")),
      );
      sources.forEach((source) => needed.add(source.subject));
    }
  }
  return needed;
}

/**
 * Everything that the journey depends on has its history in the bundle, and every event belongs to one of them, or to what one of them
 * held.
 */
export function checkScope(subject: string, events: readonly JsonObject[], covered: readonly string[]): Finding {
  const needed = dependenciesOf(subject, events);
  const missing = [...needed].filter((name) => !covered.includes(name));
  if (missing.length > 0) {
    const more = missing.length > 1 ? ` and ${missing.length - 1} more` : "";
    return unknown(`The bundle holds no history of ${missing[0]}${more}, on which this journey depends.`, { missing: missing.join(" ") });
  }
  const within = withContents(covered, events);
  const stray = events.find((event) => !subjectsOf(event).some((item) => within.has(item.subject)));
  if (stray !== undefined) {
    const about = subjectsOf(stray)[0]?.subject ?? "something";
    return unknown(`A statement is about ${about}, which no history in this bundle covers.`);
  }
  const others = needed.size - 1;
  return passed(
    others === 0 ? `The journey covers ${subject}.` : `The journey covers ${subject} and ${others} that it came from or travelled in.`,
  );
}

/**
 * These, and all that these events say any of them held, at any depth: a recall of something in a case on a pallet is told on the journey
 * of the pallet, with the packings between them.
 */
function withContents(covered: readonly string[], events: readonly JsonObject[]): Set<string> {
  const packings = events
    .map((event) => subjectsOf(event))
    .flatMap((items) => items.flatMap(({ role, subject }) => (role === "parent" ? [{ unit: subject as string, items }] : [])));
  const byUnit = Map.groupBy(packings, ({ unit }) => unit);
  const within = new Set(covered);
  // A Set visits what is added while it is walked, so this ends when nothing new turns up.
  for (const unit of within) {
    for (const { items } of byUnit.get(unit) ?? []) for (const { role, subject } of items) if (role === "child") within.add(subject);
  }
  return within;
}
