import type { App } from "../../../platform/app.ts";
import { inTransaction, reading, type Ctx } from "../../../platform/context.ts";
import { fault } from "../../../platform/faults.ts";
import { newId } from "../../../platform/ids.ts";
import { openDelivery } from "../delivery.ts";
import { massesOf } from "../catalogue/articles.store.ts";
import { fulfilmentsOf, insertFulfilment, type FulfilmentRow } from "../fulfilment/fulfilment.store.ts";
import { planned } from "../fulfilment/verbs.domain.ts";
import { nextOrderState } from "../orders.domain.ts";
import type { Stock, StockPart, Warehouses } from "../orders.ports.ts";
import { callOff, findOrder, linesOf, type OrderRow } from "../orders.store.ts";
import { dayOf } from "../../stock/stock.queries.ts";
import { routeOrder } from "../routing/route-order.ts";
import type { RoutingPlan } from "../routing/routing-plan.ts";
import { moveOn } from "../transitions.store.ts";
import { insertDecision } from "./decisions.store.ts";
import { destinationOf } from "./destination.ts";
import { leftOf } from "./places.domain.ts";
import { areasOf } from "./postal-areas.store.ts";
import { currentPrices } from "./routing-prices.store.ts";
import { poseProblem, uncovered, type Posed, type Situation } from "./pose-problem.ts";

/** So often stock may be taken by others while a plan is computed; the job then comes again. */
const MAX_PLANS = 5;

/** What came of planning: whether the order has moved on by it, and what a part of it waits for. */
export interface Planning {
  isMoved: boolean;
  waits: string | null;
}

const REST: Planning = { isMoved: false, waits: null };

/**
 * Plans what nobody is to ship yet of an order: reads, computes without a transaction, and then moves its goods to their places and writes
 * plan and fulfilment orders in one. Where the order or the stock has changed meanwhile, it is planned again. What no warehouse has is called off;
 * what only those have that are away, or paused, waits.
 */
export async function planRest(app: App, partners: { stock: Stock; warehouses: Warehouses }, id: string): Promise<Planning> {
  // Mostly there is nothing left to plan: that is seen without a snapshot.
  const [lines, fulfilments] = [await linesOf(reading(app), id), await fulfilmentsOf(reading(app), id)];
  if (uncovered({ lines, fulfilments }).size === 0) return REST;
  for (let attempt = 1; attempt <= MAX_PLANS; attempt++) {
    const read = await inTransaction(app, (ctx) => situationOf(app, ctx, partners, id), { isSnapshot: true });
    if (read === undefined) return REST;
    const posed = poseProblem(read.situation);
    const plan = await routeOrder(posed.problem);
    await fault("orders.after_plan");
    const noted = await inTransaction(app, (ctx) =>
      note(ctx, partners, { order: read.order, situation: read.situation, posed, plan }),
    ).catch((error: unknown) => {
      if (!(error instanceof Outdated)) throw error;
      app.log.info({ order: id, attempt }, `a plan came too late: ${error.message}`);
    });
    if (noted) return noted;
  }
  throw new Error(`the stock of order ${id} changed ${MAX_PLANS} times while it was planned`);
}

/** What the plan rests on has changed: nothing of it is stored. */
class Outdated extends Error {
  override name = "Outdated";
}

/** Undefined where nothing is left to plan. */
async function situationOf(
  { personal }: Pick<App, "personal">,
  ctx: Ctx,
  { stock, warehouses }: { stock: Stock; warehouses: Warehouses },
  id: string,
): Promise<{ order: OrderRow; situation: Situation } | undefined> {
  const order = await findOrder(ctx, id);
  if (order === undefined) return undefined;
  const [lines, fulfilments] = [await linesOf(ctx, id), await fulfilmentsOf(ctx, id)];
  if (uncovered({ lines, fulfilments }).size === 0) return undefined;
  const gtins = lines.map(({ gtin }) => gtin);
  const { held, free } = await stock.where(ctx, id, gtins);
  const known = await warehouses.list(ctx);
  const today = dayOf(ctx.clock.now());
  const masses = await massesOf(ctx, gtins);
  const postcode = openDelivery(personal, order)?.postcode ?? null;
  const destination = destinationOf({ country: order.country, postcode }, await areasOf(ctx, order.country));
  const prices = await currentPrices(ctx);
  return { order, situation: { destination, prices, lines, fulfilments, masses, warehouses: known, held, free, today } };
}

interface Made {
  order: OrderRow;
  situation: Situation;
  posed: Posed;
  plan: RoutingPlan;
}

async function note(ctx: Ctx, { stock }: { stock: Stock }, { order: { id }, situation, posed, plan }: Made): Promise<Planning> {
  const order = await findOrder(ctx, id, { isLocked: true });
  // Called off, or shipped, meanwhile: what it is now has a step of its own.
  if (order === undefined || nextOrderState(order.state, "call-off") === undefined) return { isMoved: true, waits: null };
  const [lines, fulfilments] = [await linesOf(ctx, id), await fulfilmentsOf(ctx, id)];
  if (marksOf({ lines, fulfilments }) !== marksOf(situation)) throw new Outdated("the order has moved on");

  const short = shortOf(situation, posed, plan);
  const { calledOff, waits } = short;
  const hasPlan = plan.assignments.length > 0;
  if (!hasPlan && calledOff.length === 0) return { isMoved: false, waits };
  const key = newId(ctx.random);
  const places = plan.assignments.map(({ warehouse, gtin, lot, expiry, quantity }): StockPart => ({
    warehouse,
    gtin,
    lot,
    expiry,
    quantity,
  }));
  const left = leftOf(posed.holds.rest, places);
  const answer = await stock.place(ctx, id, `placed-${key}`, [...posed.holds.promised, ...places, ...left]);
  if (answer !== "placed") throw new Outdated(`of ${answer.gtin} there are ${answer.left} left`);
  if (calledOff.length > 0) {
    await callOff(ctx, id, calledOff);
    await stock.giveUp(ctx, id, `given-up-${key}`, partsOf(left, calledOff));
  }
  if (hasPlan) {
    const programs = new Set(situation.warehouses.map((warehouse) => warehouse.id));
    const ids = plan.shipments.map(() => newId(ctx.random));
    for (const made of planned(id, plan, ids)) await insertFulfilment(ctx, { ...made, hasProgram: programs.has(made.warehouse) });
    const { destination, prices } = situation;
    const excluded = {
      ...{ warehouses: posed.excluded, assumedMass: posed.assumedMass },
      ...{ destination: destination.by, prices: { number: prices.number, assumedMassGrams: prices.assumedMassGrams } },
    };
    await insertDecision(ctx, id, { madeFor: reasonOf(order, fulfilments), problem: posed.problem, excluded, plan });
  }
  const isOver = !hasPlan && lines.every((line) => line.quantity - line.shipped - line.calledOff === amountOf(calledOff, line.number));
  const event = hasPlan ? (order.state === "authorised" ? "route" : "reroute") : isOver ? "lack" : "call-off";
  await moveOn(ctx, order, { event, by: "saga", cause: causeOf(plan, calledOff) });
  await fault("orders.before_plan_commit");
  return { isMoved: true, waits };
}

/** Whether two readings are of the same. */
function marksOf({ lines, fulfilments }: Pick<Situation, "lines" | "fulfilments">): string {
  return JSON.stringify([
    lines.map(({ number, shipped, calledOff }) => [number, shipped, calledOff]),
    fulfilments.map(({ id, version }) => [id, version]),
  ]);
}

interface CalledOff {
  number: number;
  gtin: string;
  quantity: number;
}

/** Of what could not be planned: what nobody has is called off, what closed warehouses have waits for them. */
function shortOf({ warehouses }: Situation, { problem }: Posed, { short }: RoutingPlan): { calledOff: CalledOff[]; waits: string | null } {
  const calledOff: CalledOff[] = [];
  const waiting = new Set<string>();
  for (const { line, quantity } of short) {
    const gtin = problem.lines.find((one) => one.line === line)?.gtin ?? "";
    const shut = problem.stock.filter((part) => part.gtin === gtin && isShut(part.warehouse));
    const there = shut.reduce((sum, part) => sum + part.quantity, 0);
    if (there > 0) for (const { warehouse } of shut) waiting.add(warehouse);
    if (quantity > there) calledOff.push({ number: line, gtin, quantity: quantity - there });
  }
  return { calledOff, waits: waiting.size === 0 ? null : [...waiting].sort().map(wordsOf).join("; ") };

  function isShut(warehouse: string): boolean {
    return problem.warehouses.some((one) => one.warehouse === warehouse && one.isExcluded);
  }
  function wordsOf(warehouse: string): string {
    const isAway = warehouses.find(({ id }) => id === warehouse)?.isAway === true;
    return `${warehouse} has goods for it, and ${isAway ? "does not answer" : "is paused"}`;
  }
}

/** As much of each line as was called off, of what is held for it. */
function partsOf(left: readonly StockPart[], calledOff: readonly CalledOff[]): StockPart[] {
  return calledOff.flatMap(({ gtin, quantity }) => {
    let missing = quantity;
    return left.flatMap((part): StockPart[] => {
      const taken = part.gtin === gtin ? Math.min(missing, part.quantity) : 0;
      missing -= taken;
      return taken === 0 ? [] : [{ ...part, quantity: taken }];
    });
  });
}

function amountOf(calledOff: readonly CalledOff[], line: number): number {
  return calledOff.find(({ number }) => number === line)?.quantity ?? 0;
}

function reasonOf({ state }: OrderRow, fulfilments: readonly FulfilmentRow[]): string {
  if (state === "authorised") return "the order was paid";
  const last = [...fulfilments]
    .filter(({ endedFor }) => endedFor !== null)
    .sort((a, b) => b.changedAt.getTime() - a.changedAt.getTime())[0];
  if (last?.endedFor === "lacking") return `${last.warehouse} does not have all of it`;
  if (last?.endedFor === "expired") return `what ${last.warehouse} was to pack has expired`;
  if (last?.endedFor === "lost") return `${last.warehouse} has another database`;
  if (last?.endedFor === "gone-away") return `${last.warehouse} does not answer`;
  return "a part of it had no place";
}

function causeOf({ assignments, shipments }: RoutingPlan, calledOff: readonly CalledOff[]): string {
  const pieces = (count: number) => `${count} ${count === 1 ? "piece" : "pieces"}`;
  const sum = (rows: readonly { quantity: number }[]) => rows.reduce((total, { quantity }) => total + quantity, 0);
  const places = shipments.map(({ warehouse }) => warehouse).join(" and ");
  const plan = assignments.length === 0 ? [] : [`${places} ${shipments.length === 1 ? "ships" : "ship"} ${pieces(sum(assignments))}`];
  const off = calledOff.map(({ gtin, quantity }) => `nobody has ${pieces(quantity)} of ${gtin}`);
  return [...plan, ...off].join("; ");
}
