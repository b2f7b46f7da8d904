import type { SubjectRole } from "../identifiers/subjects-of.ts";
import type { Address, Subject } from "../schemas/primitives.ts";
import { type Total, totalsOf } from "../trace/totals.ts";
import { compareAmounts } from "./amount.ts";
import type { CaseFile } from "./case-file.ts";
import { eachOnce, type Fact } from "./fact.ts";
import { usesApart } from "./uses-apart.ts";

/** What was made of goods beside what was used of them, in units that convert into each other. */
export interface Consumption {
  /** The most that any one organisation says there was; null when nobody gives an amount that converts. */
  made: Total | null;
  /** The least that was used if all reports are true: what surely was used apart is added up, what two may have told twice is not. */
  used: Total;
  verdict: "within" | "exceeded" | "unknown";
  makers: readonly Fact[];
  users: readonly Fact[];
}

/**
 * Uses of a subject by kind of unit. Reports are added up per organisation, because two may have told of the same event in different words.
 * Uses by several organisations are added up as well where what they made has nothing in common, and all that is said to exist was told
 * by one: so no amount is ever counted twice, and no existing one left out.
 */
export function consumptionsOf({ about, origins }: CaseFile, subject: Subject): Consumption[] {
  const uses = about(subject).filter((fact) => itemsOf(fact, subject, ["input"]).length > 0);
  if (uses.length === 0) return [];
  const bases = totalsOf(uses.flatMap((fact) => itemsOf(fact, subject, ["input"]))).map(({ base }) => base);
  const apart = usesApart(uses);
  return bases.flatMap((base) => {
    const [made, makers] = largest(origins(subject), subject, base, ["observed", "output"]);
    const counted = new Set(makers.map(({ eventHash }) => eventHash));
    const groups = origins(subject).every(({ eventHash }) => counted.has(eventHash)) ? apart : [uses];
    const users = groups.flatMap((group) => largest(group, subject, base, ["input"])[1]);
    const used = totalIn(eachOnce(users), subject, base, ["input"]);
    if (used === undefined) return [];
    const verdict = made === null ? "unknown" : compareAmounts(used.inBase, made.inBase) > 0 ? "exceeded" : "within";
    return [{ made, used, verdict, makers, users }];
  });
}

/** The largest total that any one organisation states, and the facts that make it up. */
function largest(facts: readonly Fact[], subject: Subject, base: string, roles: readonly SubjectRole[]): [Total | null, readonly Fact[]] {
  let best: [Total | null, readonly Fact[]] = [null, []];
  const counted = facts.filter((fact) => totalIn([fact], subject, base, roles) !== undefined);
  for (const [, told] of Map.groupBy(counted, ({ account }): Address => account)) {
    const once = [...new Map(told.map((fact) => [fact.eventHash, fact])).values()];
    const total = totalIn(once, subject, base, roles);
    if (total !== undefined && (best[0] === null || compareAmounts(total.inBase, best[0].inBase) > 0)) best = [total, told];
  }
  return best;
}

function totalIn(facts: readonly Fact[], subject: Subject, base: string, roles: readonly SubjectRole[]): Total | undefined {
  return totalsOf(facts.flatMap((fact) => itemsOf(fact, subject, roles))).find((total) => total.base === base);
}

function itemsOf(fact: Fact, subject: Subject, roles: readonly SubjectRole[]) {
  return (fact.items.get(subject) ?? []).filter(({ role }) => roles.includes(role));
}
