import type { Subject } from "../../schemas/primitives.ts";
import { type CaseFile, finding } from "../case-file.ts";
import { type Fact, subjectsIn } from "../fact.ts";
import type { Finding } from "../finding.ts";

/** Goods were packed into a unit; its contents were listed later without them, and nobody has mentioned them since. */
export function lostTrack({ events, about, words }: CaseFile): Finding[] {
  return events.filter(isPacking).flatMap((packing) =>
    subjectsIn(packing, "child").flatMap((subject) => {
      const listings = events.filter((fact) => fact.time > packing.time && listsContentsOf(fact, subjectsIn(packing, "parent")));
      const isMentioned = about(subject).some(({ time }) => time > packing.time);
      if (listings.length === 0 || isMentioned) return [];
      const message = `After ${words.item(subject)} was packed into ${words.items(subjectsIn(packing, "parent"))} nobody has mentioned it again.`;
      return [finding("lost-track", "gap", message, [subject, ...subjectsIn(packing, "parent")], [packing, ...listings])];
    }),
  );
}

function isPacking({ type, action }: Fact): boolean {
  return type === "AggregationEvent" && action === "ADD";
}

function listsContentsOf(fact: Fact, units: readonly Subject[]): boolean {
  const isOfUnit = subjectsIn(fact, "parent").some((unit) => units.includes(unit));
  return fact.type === "AggregationEvent" && fact.action !== "ADD" && isOfUnit && subjectsIn(fact, "child").length > 0;
}
