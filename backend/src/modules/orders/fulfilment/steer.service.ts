import { record } from "../../../platform/audit.ts";
import type { Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import type { Principal } from "../../../platform/http/principal.ts";
import { newId } from "../../../platform/ids.ts";
import { dayOf, hasExpired } from "../../stock/stock.queries.ts";
import { nextOrderState } from "../orders.domain.ts";
import { ORDERS_PROBLEMS } from "../orders.errors.ts";
import type { Stock, StockPart, Warehouses } from "../orders.ports.ts";
import { findOrder, linesOf } from "../orders.store.ts";
import { heldFor, joined } from "../planning/places.domain.ts";
import { goOn } from "../saga/go-on.ts";
import { moveOn } from "../transitions.store.ts";
import { clearUp } from "./clear-up.service.ts";
import { stateAfter, type FulfilmentOrder, type FulfilmentVerb, type Goods, type Refusal, type Wanted } from "./fulfilment.domain.ts";
import { changeFulfilment, fulfilmentsOf, insertFulfilment, isActive, noteFulfilment, type FulfilmentRow } from "./fulfilment.store.ts";
import { isToMerge, UNTIL_MERGED } from "./merge-told.ts";
import { apart } from "./shares.domain.ts";
import { follow, hold, merge, move, split } from "./verbs.domain.ts";

/** What the shop's people do by hand with what a warehouse is to ship. */
export type Steering =
  | { verb: "hold"; reason: string }
  | { verb: "release" }
  | { verb: "move"; warehouse: string }
  | { verb: "split"; lines: readonly { number: number; quantity: number }[] }
  | { verb: "merge"; other: string }
  | { verb: "clear-up"; hasLeft: boolean };

/** Those that say anew who ships what. */
type Planned = Exclude<Steering, { verb: "clear-up" }>;

/** Of these, those that are done in one go once the part is back. */
type AtOnce = Extract<Wanted, { verb: "hold" | "move" | "split" }>;

interface Of {
  order: string;
  fulfilment: string;
  principal: Principal;
}

/**
 * Does one verb with a fulfilment order, and has the order go on by it.
 *
 * @throws {ProblemError} `orders.unknown-order`, `orders.unknown-fulfilment`, `orders.not-now` (also for what was let go of), `orders.no-part`,
 *   `orders.apart`, `orders.not-there`, `orders.shut-warehouse`
 */
export async function steerFulfilment(
  ctx: Ctx,
  partners: { stock: Stock; warehouses: Warehouses },
  { order: id, fulfilment, principal }: Of,
  steering: Steering,
): Promise<void> {
  if (steering.verb === "clear-up") return clearUp(ctx, partners.stock, { order: id, fulfilment, principal }, steering);
  const order = await findOrder(ctx, id, { isLocked: true });
  if (order === undefined) throw new ProblemError(ORDERS_PROBLEMS.unknownOrder);
  const all = await fulfilmentsOf(ctx, id);
  const row = await get(all, fulfilment);
  if (nextOrderState(order.state, "reroute") === undefined)
    throw new ProblemError(ORDERS_PROBLEMS.notNow, { detail: `The order is ${order.state}.` });
  const cause = await steer(ctx, partners, { row, all }, steering);
  await moveOn(ctx, order, { event: "reroute", by: "shop", cause });
  record(ctx, { action: "order.steered", by: principal, subject: id, details: { fulfilment, verb: steering.verb } });
  await goOn(ctx, id);
}

async function get(all: readonly FulfilmentRow[], id: string): Promise<FulfilmentRow> {
  const row = all.find((one) => one.id === id);
  if (row === undefined) throw new ProblemError(ORDERS_PROBLEMS.unknownFulfilment);
  return row;
}

interface About {
  row: FulfilmentRow;
  all: readonly FulfilmentRow[];
}

/**
 * Does it with what nobody was told of; of the rest, the warehouse with its program is asked back first.
 *
 * @returns why the order goes on, as it is kept with it
 */
export async function steer(
  ctx: Ctx,
  partners: { stock: Stock; warehouses: Warehouses },
  about: About,
  steering: Planned,
): Promise<string> {
  const asksFirst = await asksBackFor(ctx, partners, about, steering);
  const words = wordsOf(about.row, steering);
  return asksFirst ? `${about.row.warehouse} is asked to give it back first; then ${words}` : words;
}

/** Steers it. @returns whether its warehouse is asked back before anything else is done */
async function asksBackFor(
  ctx: Ctx,
  partners: { stock: Stock; warehouses: Warehouses },
  about: About,
  steering: Planned,
): Promise<boolean> {
  const { row, all } = about;
  if (isToMerge(row) && steering.verb !== "release")
    throw new ProblemError(ORDERS_PROBLEMS.notNow, { detail: "It is held until it is merged: release it first." });
  if (steering.verb === "merge") {
    const other = await get(all, steering.other);
    if (!isAskedFirst(row) && !isAskedFirst(other)) return mergeAtOnce(ctx, row, other);
    await askBackBoth(ctx, row, other);
    return true;
  }
  if (steering.verb === "release" && row.withdrawFor === "steered") {
    await noteFulfilment(ctx, row, { wanted: { verb: "release" } });
    return false;
  }
  if (isAskedFirst(row) && steering.verb !== "release") {
    await askBackFirst(ctx, partners, about, steering);
    return true;
  }
  await steerAtOnce(ctx, partners, about, steering);
  return false;
}

async function steerAtOnce(
  ctx: Ctx,
  partners: { stock: Stock; warehouses: Warehouses },
  { row, all }: About,
  steering: Exclude<Planned, { verb: "merge" }>,
): Promise<void> {
  const one = asOurs(row);
  switch (steering.verb) {
    case "hold": {
      const { heldFor: why } = done(hold(one, steering.reason));
      return changeFulfilment(ctx, row, [...firstOf(row), "hold"], { heldFor: why });
    }
    case "release": {
      done(follow(one, "release"));
      return changeFulfilment(ctx, row, "release", { wanted: null });
    }
    case "split": {
      const [left, part] = splitOf(one, steering, newId(ctx.random));
      const { order, warehouse, hasProgram } = row;
      await changeFulfilment(ctx, row, [...firstOf(row), "split"], { goods: left.goods });
      const { id, goods, heldFor: why } = part;
      await insertFulfilment(ctx, { id, order, warehouse, hasProgram, goods, heldFor: why }, part.state === "held" ? ["hold"] : []);
      return;
    }
    case "move":
      return moveTo(ctx, partners, { row, all }, steering.warehouse);
  }
}

async function mergeAtOnce(ctx: Ctx, row: FulfilmentRow, other: FulfilmentRow): Promise<false> {
  const joinedOne = done(merge(asOurs(row), asOurs(other)));
  await changeFulfilment(ctx, other, [...firstOf(other), "absorb"]);
  await changeFulfilment(ctx, row, [...firstOf(row), "merge"], { goods: joinedOne.goods });
  return false;
}

/**
 * Writes down for each of two that its warehouse was told of a higher fence, under which it is asked back, and holds one that nobody was told of, so that nobody
 * is. Once both are back, they are merged. What could not be merged then is refused now.
 */
async function askBackBoth(ctx: Ctx, row: FulfilmentRow, other: FulfilmentRow): Promise<void> {
  const back = (one: FulfilmentRow): FulfilmentOrder => (isAskedFirst(one) ? { ...one, state: "open" } : asOurs(one));
  done(merge(back(row), back(other)));
  for (const one of [row, other]) checkNear(one);
  for (const [one, with_] of [
    [row, other],
    [other, row],
  ] as const) {
    const wanted: Wanted = { verb: "merge", other: with_.id, takesIn: one === row };
    if (isAskedFirst(one)) await noteFulfilment(ctx, one, { fence: one.fence + 1, withdrawFor: "steered", isAsked: true, wanted });
    else await changeFulfilment(ctx, one, [...firstOf(one), "hold"], { heldFor: UNTIL_MERGED, wanted });
  }
}

function splitOf(one: FulfilmentOrder, { lines }: Extract<Planned, { verb: "split" }>, id: string): [FulfilmentOrder, FulfilmentOrder] {
  const wanted = lines.map(({ number, quantity }): Goods => ({ line: number, gtin: "", lot: null, expiry: null, quantity }));
  const { taken } = apart(one.goods, wanted);
  return done(split(one, sum(taken) === sum(wanted) ? taken : [], id));
}

/** Writes down a higher fence, under which its warehouse is asked back, and what is done then. What could not be done then is refused now. */
async function askBackFirst(
  ctx: Ctx,
  partners: { stock: Stock; warehouses: Warehouses },
  { row, all }: About,
  wanted: AtOnce,
): Promise<void> {
  checkNear(row);
  const back: FulfilmentRow = { ...row, state: "open" };
  if (wanted.verb === "split") splitOf(back, wanted, "");
  if (wanted.verb === "move") await placesFor(ctx, partners, { row: back, all }, wanted.warehouse);
  await noteFulfilment(ctx, row, { fence: row.fence + 1, withdrawFor: "steered", isAsked: true, wanted });
}

/** @throws {ProblemError} `orders.not-now` for what its warehouse does not give back, or is giving back already */
function checkNear({ warehouse, isLetGo, withdrawFor }: FulfilmentRow): void {
  if (!isLetGo && withdrawFor === null) return;
  const detail = isLetGo ? `${warehouse} has packed it, and may load it.` : `${warehouse} is asked to give it back already.`;
  throw new ProblemError(ORDERS_PROBLEMS.notNow, { detail });
}

/**
 * Does what was wanted of one that its warehouse has given back. Where that cannot be done any more it is as it was before: open, to be told again.
 *
 * @param row open again, and stored so
 * @returns what came of it, in words
 */
export async function doWanted(
  ctx: Ctx,
  partners: { stock: Stock; warehouses: Warehouses },
  row: FulfilmentRow,
  wanted: Wanted,
): Promise<string> {
  if (wanted.verb === "release") return wordsOf(row, wanted);
  if (wanted.verb === "merge") {
    await changeFulfilment(ctx, row, "hold", { heldFor: UNTIL_MERGED, wanted });
    return `${row.warehouse} has given back what is to be merged with another part`;
  }
  try {
    await steerAtOnce(ctx, partners, { row, all: await fulfilmentsOf(ctx, row.order) }, wanted);
    return wordsOf(row, wanted);
  } catch (error) {
    // All of these are thrown before anything is written.
    if (!(error instanceof ProblemError)) throw error;
    return `${row.warehouse} is to pack it after all: ${error.message}`;
  }
}

/** To the lots of another warehouse that nobody else holds, the earliest expiry first, and of those the ones that the order holds already. */
async function moveTo(ctx: Ctx, partners: { stock: Stock; warehouses: Warehouses }, about: About, warehouse: string): Promise<void> {
  const { row } = about;
  const { moved, parts, hasProgram } = await placesFor(ctx, partners, about, warehouse);
  const answer = await partners.stock.place(ctx, row.order, `moved-${newId(ctx.random)}`, parts);
  if (answer !== "placed")
    throw new ProblemError(ORDERS_PROBLEMS.notThere, { detail: `Of ${answer.gtin}, ${answer.left} are left there.` });
  await changeFulfilment(ctx, row, [...firstOf(row), "move"], { warehouse, hasProgram, goods: moved.goods });
}

/** Where it would be, and where all that its order holds would be then; nothing is changed. */
async function placesFor(
  ctx: Ctx,
  { stock, warehouses }: { stock: Stock; warehouses: Warehouses },
  { row, all }: About,
  warehouse: string,
): Promise<{ moved: FulfilmentOrder; parts: StockPart[]; hasProgram: boolean }> {
  const known = (await warehouses.list(ctx)).find(({ id }) => id === warehouse);
  if (known?.isAway || known?.isPaused)
    throw new ProblemError(ORDERS_PROBLEMS.shutWarehouse, { detail: `${warehouse} ${known.isAway ? "does not answer" : "is paused"}.` });
  const lines = await linesOf(ctx, row.order);
  const { held, free } = await stock.where(
    ctx,
    row.order,
    lines.map(({ gtin }) => gtin),
  );
  const placesOf = (rows: readonly FulfilmentRow[]) =>
    rows
      .filter(isActive)
      .flatMap((one) =>
        one.goods.map(({ gtin, lot, expiry, quantity }): StockPart => ({ warehouse: one.warehouse, gtin, lot, expiry, quantity })),
      );
  const others = all.filter(({ id }) => id !== row.id);
  const { promised, rest } = heldFor(held, placesOf(others));
  const today = dayOf(ctx.clock.now());
  const there = joined([...rest, ...free])
    .filter((part) => part.warehouse === warehouse && !hasExpired(part, today))
    .sort((a, b) => ((a.expiry ?? "~") < (b.expiry ?? "~") ? -1 : a.expiry === b.expiry ? 0 : 1));
  const goods = row.goods.flatMap(({ line, gtin, quantity }) => {
    let missing = quantity;
    const taken = there.flatMap((part): Goods[] => {
      const here = part.gtin === gtin ? Math.min(missing, part.quantity) : 0;
      part.quantity -= here;
      missing -= here;
      return here === 0 ? [] : [{ line, gtin, lot: part.lot, expiry: part.expiry, quantity: here }];
    });
    if (missing > 0)
      throw new ProblemError(ORDERS_PROBLEMS.notThere, {
        detail: `Of ${gtin}, ${quantity - missing} of ${quantity} are free at ${warehouse}.`,
      });
    return taken;
  });
  const moved = done(move(asOurs(row), warehouse, goods));
  const places = moved.goods.map(({ gtin, lot, expiry, quantity }): StockPart => ({ warehouse, gtin, lot, expiry, quantity }));
  // What is held for goods that nobody is to ship yet stays where it is.
  const unplanned = heldFor(rest, row.goods.map(({ gtin, lot, expiry, quantity }) => ({ warehouse: row.warehouse, gtin, lot, expiry, quantity }))).rest; // prettier-ignore
  return { moved, parts: [...promised, ...places, ...unplanned], hasProgram: known !== undefined };
}

/** The shop's own people were told by nothing but the order itself: they give it back at once. */
function firstOf({ state, hasProgram }: FulfilmentRow): FulfilmentVerb[] {
  return state === "instructed" && !hasProgram ? ["withdraw"] : [];
}

/** As it is once they have. */
function asOurs(row: FulfilmentRow): FulfilmentOrder {
  return { ...row, state: stateAfter(row.state, firstOf(row)) };
}

/** @throws {ProblemError} for a refusal, in words */
function done<Result extends object>(result: Result | Refusal): Result {
  if (!("refused" in result)) return result;
  switch (result.refused) {
    case "state": {
      const isTold = result.state === "instructed";
      const detail = isTold ? "It is not held: its warehouse was told, and packs it." : `It is ${result.state}.`;
      throw new ProblemError(ORDERS_PROBLEMS.notNow, { detail });
    }
    case "part":
    case "quantities":
      throw new ProblemError(ORDERS_PROBLEMS.noPart);
    case "apart":
      throw new ProblemError(ORDERS_PROBLEMS.apart);
  }
}

function isAskedFirst({ state, hasProgram }: FulfilmentRow): boolean {
  return state === "instructed" && hasProgram;
}

function wordsOf({ warehouse }: FulfilmentRow, steering: Planned): string {
  switch (steering.verb) {
    case "hold":
      return `what ${warehouse} is to pack was held: ${steering.reason}`;
    case "release":
      return `what ${warehouse} is to pack was released`;
    case "move":
      return `what ${warehouse} was to pack goes to ${steering.warehouse}`;
    case "split":
      return `what ${warehouse} is to pack was split`;
    case "merge":
      return `two parts that ${warehouse} is to pack were merged`;
  }
}

function sum(goods: readonly { quantity: number }[]): number {
  return goods.reduce((total, { quantity }) => total + quantity, 0);
}
