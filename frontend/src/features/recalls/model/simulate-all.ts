import type { RecallSimulation } from "@waybill/protocol/schemas/api/recalls";
import type { Subject } from "@waybill/protocol/schemas/primitives";

type Step = RecallSimulation["tiers"][number];

/** Traces that one simulation asks for at most: a holder of more passes the rest on from what came of it. */
const MAX_TRACES = 40;

/**
 * Whom a recall of several lots, serials or units would reach: one simulation of them all, made of one for each. What an earlier one
 * reached is not asked for again, since everything that came of it was reached, too. `stoppedBy` tells that some were left out.
 */
export async function simulateAll(
  subjects: readonly Subject[],
  simulate: (subject: Subject) => Promise<RecallSimulation>,
): Promise<RecallSimulation> {
  const parts: RecallSimulation[] = [];
  const reached = new Set<Subject>();
  for (const subject of subjects) {
    if (reached.has(subject) || parts.length === MAX_TRACES) continue;
    const part = await simulate(subject);
    parts.push(part);
    for (const found of part.scope) reached.add(found);
  }
  const left = subjects.filter((subject) => !reached.has(subject));
  const tiers = tiersOf([...parts.flatMap((part) => part.tiers), { level: 0, goods: left, carriers: [] }]);
  return {
    roots: [...subjects],
    tiers,
    scope: tiers.flatMap(({ goods }) => goods),
    holders: [...Map.groupBy(all(parts, "holders"), ({ party }) => party.account).values()].map(joined),
    unreached: [...Map.groupBy(all(parts, "unreached"), ({ place }) => place.gln).values()].map(joined),
    openOrders: [...Map.groupBy(all(parts, "openOrders"), ({ order }) => order).values()].map(joined),
    stoppedBy: parts.find(({ stoppedBy }) => stoppedBy !== null)?.stoppedBy ?? (left.length > 0 ? "parts" : null),
  };
}

function all<Name extends "holders" | "unreached" | "openOrders">(parts: readonly RecallSimulation[], name: Name) {
  return parts.flatMap((part) => part[name] as RecallSimulation[Name][number][]);
}

/** The same holder, place or order of several simulations, with the goods of each. */
function joined<Found extends { subjects: string[] }>(found: readonly Found[]): Found {
  return { ...(found[0] as Found), subjects: [...new Set(found.flatMap(({ subjects }) => subjects))] };
}

/** Everything once, at its first step; what is recalled anywhere is no mere carrier. */
function tiersOf(steps: readonly Step[]): Step[] {
  const levels = new Map<Subject, number>();
  const goods = new Set(steps.flatMap((step) => step.goods));
  for (const { level, ...step } of steps) {
    for (const subject of [...step.goods, ...step.carriers]) levels.set(subject, Math.min(level, levels.get(subject) ?? level));
  }
  const ordered = [...levels].toSorted(([, a], [, b]) => a - b);
  return [...Map.groupBy(ordered, ([, level]) => level)].map(([level, tier]) => ({
    level,
    goods: tier.flatMap(([subject]) => (goods.has(subject) ? [subject] : [])),
    carriers: tier.flatMap(([subject]) => (goods.has(subject) ? [] : [subject])),
  }));
}
