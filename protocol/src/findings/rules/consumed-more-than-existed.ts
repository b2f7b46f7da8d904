import type { Address, Subject } from "../../schemas/primitives.ts";
import { compareAmounts, sumOf } from "../amount.ts";
import { type CaseFile, finding } from "../case-file.ts";
import type { Fact } from "../fact.ts";
import type { Finding } from "../finding.ts";

/**
 * One organisation used more of a lot than anybody says there ever was. Reports are added up per organisation, because two may have told
 * of the same event in different words: so the rule never counts an amount twice.
 */
export function consumedMoreThanExisted({ subjects, about, origins, words }: CaseFile): Finding[] {
  return subjects.flatMap((subject) => {
    const made = origins(subject);
    const uses = about(subject).filter((fact) => amountsOf(fact, subject, ["input"]).length > 0);
    return unitsOf(uses, subject).flatMap((uom) => {
      const [existed, makers] = largest(made, subject, uom, ["observed", "output"]);
      const [used, users] = largest(uses, subject, uom, ["input"]);
      if (existed === undefined || used === undefined || compareAmounts(used, existed) <= 0) return [];
      const message =
        `${words.party((users[0] as Fact).account)} used ${words.amount(used, uom)} of ${words.item(subject)}, ` +
        `but only ${words.amount(existed, uom)} are known to have existed.`;
      return [finding("consumed-more-than-existed", "contradiction", message, [subject], [...makers, ...users])];
    });
  });
}

/** The largest total that any one organisation states, and the facts that make it up. */
function largest(
  facts: readonly Fact[],
  subject: Subject,
  uom: string | undefined,
  roles: readonly string[],
): [string | undefined, readonly Fact[]] {
  const own = facts.filter((fact) => quantitiesIn(fact, subject, uom, roles).length > 0);
  let best: [string | undefined, readonly Fact[]] = [undefined, []];
  for (const [, told] of Map.groupBy(own, ({ account }): Address => account)) {
    const total = sumOf(
      [...new Map(told.map((fact) => [fact.eventHash, fact])).values()].flatMap((fact) => quantitiesIn(fact, subject, uom, roles)),
    );
    if (best[0] === undefined || compareAmounts(total, best[0]) > 0) best = [total, told];
  }
  return best;
}

function quantitiesIn(fact: Fact, subject: Subject, uom: string | undefined, roles: readonly string[]): string[] {
  return amountsOf(fact, subject, roles).flatMap((item) => (item.uom === uom && item.quantity !== undefined ? [item.quantity] : []));
}

function amountsOf(fact: Fact, subject: Subject, roles: readonly string[]) {
  return (fact.items.get(subject) ?? []).filter((item) => item.quantity !== undefined && roles.includes(item.role));
}

function unitsOf(facts: readonly Fact[], subject: Subject): (string | undefined)[] {
  return [...new Set(facts.flatMap((fact) => amountsOf(fact, subject, ["input"]).map(({ uom }) => uom)))];
}
