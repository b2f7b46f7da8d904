import { type Move, takesAllOut } from "../trace/spans.ts";
import { type Fact, subjectsIn } from "./fact.ts";

const KINDS: Readonly<Record<string, Move["kind"]>> = { AggregationEvent: "aggregation", AssociationEvent: "association" };
const ACTIONS: ReadonlySet<string> = new Set<Move["action"]>(["ADD", "OBSERVE", "DELETE"]);

/** What facts in order of event time say of the contents of units. */
export function movesOf(facts: readonly Fact[]): Move[] {
  return facts
    .toSorted((a, b) => a.time - b.time)
    .flatMap((fact, sequence) => {
      const kind = KINDS[fact.type];
      const [unit] = subjectsIn(fact, "parent");
      if (kind === undefined || unit === undefined || !ACTIONS.has(fact.action)) return [];
      const common = { unit, kind, action: fact.action as Move["action"], at: fact.time, event: fact.eventHash, sequence };
      if (takesAllOut(fact.event)) return [{ ...common, content: null, quantity: null, uom: null }];
      const children = fact.subjects.filter(({ role }) => role === "child");
      return children.map(({ subject, quantity = null, uom = null }): Move => ({ ...common, content: subject, quantity, uom }));
    });
}
