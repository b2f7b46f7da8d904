import { selectRows, type Ctx } from "../../../platform/context.ts";
import type { Criterion, EventQuery, FactCriterion } from "./criteria.ts";
import { createBinder } from "./sql/binder.ts";
import { isFact } from "./sql/conditions.ts";
import { leadOf } from "./sql/lead.ts";
import { factAlone, isAlong, type Way } from "./sql/page.ts";

/** As many facts are gathered in the time that a walk takes which finds nothing. */
const FEW_FACTS = 20_000;

const EPC_NAMES: ReadonlySet<string> = new Set(["epc", "parentID", "inputEPC", "outputEPC"]);

/** Ways to try in turn, until one fills the page. The last always gives the whole answer. */
export async function waysFor(ctx: Pick<Ctx, "tx">, query: EventQuery): Promise<readonly Way[]> {
  const { criteria, order } = query;
  const lead = leadOf(query);
  if (lead !== undefined && criteria.length === 1) return ["lead"];
  const others = criteria.filter((criterion) => !isAlong(criterion, order));
  const alone = factAlone(query);
  if (others.some(isRare) || (alone !== undefined && (await areFew(ctx, alone)))) return ["gather"];
  return [lead === undefined ? "walk" : "lead", "gather"];
}

/** Counts, as far as it matters: nobody can tell from an amount how many events have more of it. */
async function areFew(ctx: Pick<Ctx, "tx">, { names, anyOf }: FactCriterion): Promise<boolean> {
  const { bind, values } = createBinder();
  const facts = `SELECT 1 FROM event_facts f WHERE ${isFact(names, anyOf, bind)}`;
  const rows = await selectRows(ctx, `${facts} OFFSET ${FEW_FACTS} LIMIT 1`, values);
  return rows.length === 0;
}

/** Whether a criterion leaves few events in any case: a walk would be in vain. */
function isRare(criterion: Criterion): boolean {
  if (criterion.kind === "eventId" || criterion.kind === "sequence") return true;
  if (criterion.kind !== "fact" || criterion.anyOf.length === 0) return false;
  return criterion.names.every((name) => EPC_NAMES.has(name)) && criterion.anyOf.every((test) => "text" in test);
}
