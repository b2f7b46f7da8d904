import type { Subject } from "../../schemas/primitives.ts";
import type { EventSubject } from "../../identifiers/subjects-of.ts";
import { compareAmounts, sumOf } from "../amount.ts";
import { type CaseFile, finding } from "../case-file.ts";
import { type Fact, opens, subjectsIn } from "../fact.ts";
import type { Finding } from "../finding.ts";
import { listInWords, shortened, type Words } from "../words.ts";

interface Content {
  subject: Subject;
  /** Undefined when an event names a lot and leaves the amount open. */
  quantity: string | undefined;
  uom: string | undefined;
}
/** What is inside, by subject and unit of measure. */
type Contents = ReadonlyMap<string, Content>;

/**
 * What was found in a unit is not what was packed into it. Too much cannot be; too little may be a list that was not complete, so
 * then it is only a gap.
 */
export function contentsDiffer({ subjects, eventsAbout, words }: CaseFile): Finding[] {
  return subjects.flatMap((unit) => {
    const packing = eventsAbout(unit).filter((fact) => opens(fact, unit));
    return packing.filter(listsContents).flatMap((seen) => {
      const before = packing.filter((fact) => fact.action !== "OBSERVE" && fact.time <= seen.time);
      const [packed, found] = [contentsOf(before), contentsOf([seen])];
      const isTooMuch = !covers(packed, found);
      if (packed.size === 0 || (!isTooMuch && covers(found, packed))) return [];
      const message =
        `${words.party(seen.account)} found ${inWords(found, words)} in ${words.item(unit)} on ${words.time(seen.timeText)}, ` +
        `but ${inWords(packed, words)} had been packed.`;
      const named = [...packed.values(), ...found.values()].map(({ subject }) => subject);
      return [finding("contents-differ", isTooMuch ? "contradiction" : "gap", message, [unit, ...named], [...before, seen])];
    });
  });
}

/** An observation without contents says only that the unit was there. */
function listsContents(fact: Fact): boolean {
  return fact.action === "OBSERVE" && subjectsIn(fact, "child").length > 0;
}

function contentsOf(facts: readonly Fact[]): Contents {
  const contents = new Map<string, Content>();
  for (const { action, subjects } of facts) {
    const children = subjects.filter(({ role }) => role === "child");
    // Taking everything out names no children (EPCIS 2.0, section 7.4.3).
    if (action === "DELETE" && children.length === 0) contents.clear();
    for (const child of children) {
      const key = `${child.subject} ${child.uom ?? ""}`;
      const quantity = totalOf(contents.get(key), amountOf(child), action === "DELETE");
      if (quantity === undefined || compareAmounts(quantity, "0") > 0)
        contents.set(key, { subject: child.subject, quantity, uom: child.uom });
      else contents.delete(key);
    }
  }
  return contents;
}

/** A serial or a unit is one; a lot is as much as the event says, or unknown. */
function amountOf({ subject, quantity }: EventSubject): string | undefined {
  return quantity ?? (subject.includes("/10/") ? undefined : "1");
}

function totalOf(before: Content | undefined, change: string | undefined, isRemoved: boolean): string | undefined {
  if (before === undefined) return isRemoved ? "0" : change;
  if (before.quantity === undefined || change === undefined) return isRemoved ? "0" : undefined;
  return sumOf([before.quantity, isRemoved ? `-${change}` : change]);
}

/** True when everything in `part` is in `whole`, in at least that amount as far as amounts are known. */
function covers(whole: Contents, part: Contents): boolean {
  return [...part].every(([key, { quantity }]) => {
    const known = whole.get(key);
    if (known === undefined) return false;
    return quantity === undefined || known.quantity === undefined || compareAmounts(known.quantity, quantity) >= 0;
  });
}

function inWords(contents: Contents, words: Words): string {
  const texts = [...contents.values()].map(({ subject, quantity, uom }) =>
    quantity === undefined ? words.item(subject) : `${words.amount(quantity, uom)} of ${words.item(subject)}`,
  );
  return listInWords(shortened(texts));
}
