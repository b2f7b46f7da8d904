import type { Subject } from "../../schemas/primitives.ts";
import type { EventSubject } from "../../identifiers/subjects-of.ts";
import { compareAmounts } from "../amount.ts";
import { type CaseFile, finding } from "../case-file.ts";
import type { Fact } from "../fact.ts";
import type { Finding } from "../finding.ts";

/** All of a lot, or one unit, left from two places although the first journey did not lead to the second place. */
export function departedTwice({ subjects, about, sightingsOf, origins, words }: CaseFile): Finding[] {
  return subjects.flatMap((subject) => {
    const departures = sightingsOf(subject).filter(
      (fact) => fact.isShipment && fact.place !== undefined && shipsAll(fact, subject, origins(subject)),
    );
    return departures.slice(1).flatMap((later, index) => {
      const earlier = departures[index] as Fact;
      if (isOnward(earlier, later)) return [];
      const message =
        `All of ${words.item(subject)} left ${words.place(earlier.place)} on ${words.time(earlier.timeText)} ` +
        `and also ${words.place(later.place)} on ${words.time(later.timeText)}: it cannot have done both.`;
      const told = about(subject).filter(({ eventHash }) => eventHash === earlier.eventHash || eventHash === later.eventHash);
      return [finding("departed-twice", "contradiction", message, [subject], told)];
    });
  });
}

/** Repeated from the same place towards the same destination, or further from where the first one led. */
function isOnward(earlier: Fact, later: Fact): boolean {
  if (earlier.destinations.length === 0 || earlier.destinations.includes(later.place as string)) return true;
  return earlier.place === later.place && later.destinations.some((gln) => earlier.destinations.includes(gln));
}

function shipsAll(fact: Fact, subject: Subject, origins: readonly Fact[]): boolean {
  return amountsIn(fact, subject).some((item) => {
    if (item.role === "child") return false;
    if (item.quantity === undefined) return true;
    const made = origins.flatMap((origin) => amountsIn(origin, subject).filter(({ uom }) => uom === item.uom));
    return made.length > 0 && made.every(({ quantity }) => compareAmounts(item.quantity ?? "0", quantity ?? "0") >= 0);
  });
}

function amountsIn(fact: Fact, subject: Subject): readonly EventSubject[] {
  return fact.items.get(subject) ?? [];
}
