import { canonicalDigitalLink } from "../identifiers/digital-link.ts";
import type { EventSubject, SubjectRole } from "../identifiers/subjects-of.ts";
import { type Total, totalsOf } from "../trace/totals.ts";
import { compareAmounts, productOf } from "./amount.ts";
import { type Fact, subjectsIn } from "./fact.ts";
import type { Subject } from "../schemas/primitives.ts";

/** A transformation: one event, or all events of one organisation that bear the same transformationID. */
export interface Process {
  facts: readonly Fact[];
  inputs: readonly Subject[];
  outputs: readonly Subject[];
  into: readonly Total[];
  out: readonly Total[];
  verdict: "balanced" | "more-out-than-in" | "unknown";
  /** Why nobody can tell. `amounts`: some are missing. `units`: they do not convert, or have no fixed content. */
  unknown: "amounts" | "units" | null;
}

/** Base units of what is neither made nor lost: kilograms, and cubic metres. A case or a piece has no fixed content. */
const CONSERVED: ReadonlySet<string> = new Set(["KGM", "MTQ"]);

/** The processes that facts tell of, each event counted once. */
export function processesOf(events: readonly Fact[]): Process[] {
  const told = events.filter(({ type }) => type === "TransformationEvent");
  return [...Map.groupBy(told, processOf).values()].map((facts) => {
    const [into, out] = [itemsIn(facts, "input"), itemsIn(facts, "output")];
    const [taken, given] = [totalsOf(into), totalsOf(out)];
    const unknown = whyUnknown([...into, ...out], taken, given);
    return {
      facts,
      ...{ inputs: each(facts, "input"), outputs: each(facts, "output"), into: taken, out: given, unknown },
      verdict: unknown !== null ? "unknown" : isMore(taken[0] as Total, given[0] as Total) ? "more-out-than-in" : "balanced",
    };
  });
}

function processOf({ account, event, eventHash }: Fact): string {
  const id = event.transformationID;
  // A GS1 key is one identifier in all of its spellings.
  return typeof id === "string" ? `${account} ${canonicalDigitalLink(id.trim()) ?? id.trim()}` : eventHash;
}

function whyUnknown(items: readonly EventSubject[], into: readonly Total[], out: readonly Total[]): Process["unknown"] {
  if (into.length === 0 || out.length === 0) return "amounts";
  const units = new Set([...into, ...out].map(({ base }) => base));
  if (units.size > 1 || ![...units].every((unit) => CONSERVED.has(unit))) return "units";
  return items.some(({ quantity }) => quantity === undefined) ? "amounts" : null;
}

/** Water may be added, so a tenth is allowed. */
function isMore(into: Total, out: Total): boolean {
  return compareAmounts(productOf(out.inBase, "10"), productOf(into.inBase, "11")) > 0;
}

function itemsIn(facts: readonly Fact[], role: SubjectRole): EventSubject[] {
  return facts.flatMap(({ subjects }) => subjects.filter((item) => item.role === role));
}

function each(facts: readonly Fact[], role: SubjectRole): Subject[] {
  return [...new Set(facts.flatMap((fact) => subjectsIn(fact, role)))];
}
