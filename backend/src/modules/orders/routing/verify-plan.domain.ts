import type { RoutingPlan } from "./routing-plan.ts";
import type { RoutingProblem, RoutingStock } from "./routing-problem.ts";
import { byExpiry, isUsable, lateness, unitPrice } from "./unit-prices.domain.ts";

/**
 * Everything that is wrong with a plan, in words; nothing when it can be shipped and costs what it says. Reads the problem as it came and adds
 * up in whole numbers: it shares with the search only what a unit costs, so that a mistake of the solver or of what is made of its answer is seen.
 */
export function verifyPlan(problem: RoutingProblem, plan: RoutingPlan): string[] {
  const { stock, usableUntil, warehouses, lines } = problem;
  const open = new Set(warehouses.filter(({ isExcluded }) => !isExcluded).map(({ warehouse }) => warehouse));
  const usable = stock.filter((row) => row.quantity > 0 && open.has(row.warehouse) && isUsable(row, usableUntil));
  const rows = Map.groupBy(usable, ({ gtin }) => gtin);
  const taken = new Map<RoutingStock, bigint>();
  const wrong: string[] = [];
  for (const { line, gtin, warehouse, lot, expiry, quantity } of plan.assignments) {
    const row = rows.get(gtin)?.find((one) => one.warehouse === warehouse && one.lot === lot && one.expiry === expiry);
    if (lines.every((wanted) => wanted.line !== line || wanted.gtin !== gtin)) wrong.push(`line ${line} does not want ${gtin}`);
    if (!Number.isSafeInteger(quantity) || quantity <= 0) wrong.push(`${quantity} is no quantity`);
    else if (row === undefined) wrong.push(`${warehouse} has no lot ${lot} of ${gtin} that may be shipped`);
    else taken.set(row, (taken.get(row) ?? 0n) + BigInt(quantity));
  }
  if (wrong.length > 0) return wrong;
  return [...stockProblems(usable, taken), ...quantityProblems(problem, plan, rows), ...costProblems(problem, plan, rows)];
}

type RowsByGtin = ReadonlyMap<string, readonly RoutingStock[]>;

function stockProblems(usable: readonly RoutingStock[], taken: ReadonlyMap<RoutingStock, bigint>): string[] {
  const wrong = [...taken].filter(([row, quantity]) => quantity > BigInt(row.quantity)).map(([row]) => `lot ${row.lot} has too little`);
  for (const lots of Map.groupBy(usable, ({ warehouse, gtin }) => `${warehouse} ${gtin}`).values()) {
    const inOrder = [...lots].sort(byExpiry);
    const left = inOrder.findIndex((row) => (taken.get(row) ?? 0n) < BigInt(row.quantity));
    const later = inOrder.slice(left + 1).find((row) => left >= 0 && taken.has(row));
    if (later !== undefined) wrong.push(`lot ${later.lot} is taken before lot ${inOrder[left]?.lot}, which expires first`);
  }
  return wrong;
}

function quantityProblems({ lines }: RoutingProblem, { assignments, short }: RoutingPlan, rows: RowsByGtin): string[] {
  const added = (rows: readonly { quantity: number }[]) => rows.reduce((sum, { quantity }) => sum + BigInt(quantity), 0n);
  return lines.flatMap(({ line, gtin, quantity }) => {
    const [wanted, there] = [BigInt(quantity), added(rows.get(gtin) ?? [])];
    const shipped = added(assignments.filter((assignment) => assignment.line === line));
    const missing = added(short.filter((entry) => entry.line === line));
    const isAll = shipped === (wanted < there ? wanted : there) && shipped + missing === wanted;
    return isAll ? [] : [`line ${line} wants ${wanted} of ${there}, but ships ${shipped} and lacks ${missing}`];
  });
}

function costProblems(problem: RoutingProblem, plan: RoutingPlan, rows: RowsByGtin): string[] {
  const { prices, lines, warehouses } = problem;
  const parts = { shipments: 0n, furtherShipments: 0n, handling: 0n, carriage: 0n, co2e: 0n, splits: 0n, lateness: 0n };
  const [shipments, pairs] = [new Set<string>(), new Set<string>()];
  for (const { line, gtin, warehouse, expiry, quantity } of plan.assignments) {
    const [wanted, from] = [lines.find((one) => one.line === line), warehouses.find((one) => one.warehouse === warehouse)];
    const first = rows.get(gtin)?.reduce((least, row) => (byExpiry(row, least) < 0 ? row : least)).expiry ?? null;
    if (wanted === undefined || from === undefined) continue;
    const price = unitPrice(wanted, from, prices);
    for (const part of ["handling", "carriage", "co2e"] as const) parts[part] += BigInt(price[part]) * BigInt(quantity);
    parts.lateness += BigInt(lateness(expiry, first, prices)) * BigInt(quantity);
    if (!shipments.has(warehouse)) parts.shipments += BigInt(from.minorPerShipment) * 1_000n;
    shipments.add(warehouse);
    pairs.add(JSON.stringify([line, warehouse]));
  }
  const served = new Set(plan.assignments.map(({ line }) => line));
  parts.furtherShipments = BigInt(Math.max(0, shipments.size - 1)) * BigInt(prices.minorPerFurtherShipment) * 1_000n;
  parts.splits = BigInt(pairs.size - served.size) * BigInt(prices.minorPerSplit) * 1_000n;
  const names = Object.keys(parts) as (keyof typeof parts)[];
  const wrong = names.filter((name) => parts[name] !== BigInt(plan.parts[name])).map((name) => `${name} costs ${parts[name]}`);
  const objective = names.reduce((sum, name) => sum + parts[name], 0n);
  if (objective !== BigInt(plan.objective)) wrong.push(`the plan costs ${objective}, not ${plan.objective}`);
  const { bound, gap, isProven } = plan;
  if (gap !== plan.objective - bound || gap < 0 || isProven !== (gap === 0)) wrong.push(`${gap} is not what is between it and ${bound}`);
  return wrong;
}
