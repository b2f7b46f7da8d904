import { record } from "../../../platform/audit.ts";
import type { Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import type { Principal } from "../../../platform/http/principal.ts";
import { newId } from "../../../platform/ids.ts";
import { nextOrderState } from "../orders.domain.ts";
import { ORDERS_PROBLEMS } from "../orders.errors.ts";
import type { Stock, StockPart, Warehouses } from "../orders.ports.ts";
import { findOrder, linesOf } from "../orders.store.ts";
import { heldFor, joined } from "../planning/places.domain.ts";
import { goOn } from "../saga/go-on.ts";
import { moveOn } from "../transitions.store.ts";
import { clearUp } from "./clear-up.service.ts";
import type { FulfilmentOrder, Goods, Refusal, Wanted } from "./fulfilment.domain.ts";
import { changeFulfilment, fulfilmentsOf, insertFulfilment, isActive, type FulfilmentRow } from "./fulfilment.store.ts";
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

interface Of {
  order: string;
  fulfilment: string;
  principal: Principal;
}

/**
 * Does one verb with a fulfilment order, and has the order go on by it.
 *
 * @throws {ProblemError} `orders.unknown-order`, `orders.unknown-fulfilment`, `orders.not-now` (also for what a program was told of: it is asked back
 *   when the order is called off), `orders.no-part`, `orders.apart`, `orders.not-there`, `orders.shut-warehouse`
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
  await steer(ctx, partners, { row, all }, steering);
  await moveOn(ctx, order, { event: "reroute", by: "shop", cause: causeOf(row, steering) });
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

/** Does it with one that nobody was told of; of another, with a program, its warehouse is asked back first. */
export async function steer(
  ctx: Ctx,
  partners: { stock: Stock; warehouses: Warehouses },
  { row, all }: About,
  steering: Planned,
): Promise<void> {
  if (isAskedFirst(row) && isWish(steering)) return askBackFirst(ctx, partners, { row, all }, steering);
  const one = asOurs(row);
  switch (steering.verb) {
    case "hold": {
      const { state, heldFor: why } = done(hold(one, steering.reason));
      return changeFulfilment(ctx, row, { state, heldFor: why });
    }
    case "release": {
      const { state } = done(follow(one, "release"));
      return changeFulfilment(ctx, row, { state, heldFor: null });
    }
    case "split": {
      const [left, part] = splitOf(one, steering, newId(ctx.random));
      const { order, warehouse, hasProgram } = row;
      await changeFulfilment(ctx, row, { state: left.state, goods: left.goods });
      await insertFulfilment(ctx, {
        id: part.id,
        order,
        warehouse,
        hasProgram,
        goods: part.goods,
        state: part.state,
        heldFor: part.heldFor,
      });
      return;
    }
    case "merge": {
      const other = await get(all, steering.other);
      const joinedOne = done(merge(one, asOurs(other)));
      await changeFulfilment(ctx, other, { state: "cancelled", endedFor: "merged", isAsked: false });
      return changeFulfilment(ctx, row, { state: joinedOne.state, goods: joinedOne.goods });
    }
    case "move":
      return moveTo(ctx, partners, { row, all }, steering.warehouse);
  }
}

function splitOf(one: FulfilmentOrder, { lines }: Extract<Planned, { verb: "split" }>, id: string): [FulfilmentOrder, FulfilmentOrder] {
  const wanted = lines.map(({ number, quantity }): Goods => ({ line: number, gtin: "", lot: null, expiry: null, quantity }));
  const { taken } = apart(one.goods, wanted);
  return done(split(one, sum(taken) === sum(wanted) ? taken : [], id));
}

function isWish(steering: Planned): steering is Wanted {
  return steering.verb === "hold" || steering.verb === "move" || steering.verb === "split";
}

/** Writes down a higher fence, under which its warehouse is asked back, and what is done then. What could not be done then is refused now. */
async function askBackFirst(
  ctx: Ctx,
  partners: { stock: Stock; warehouses: Warehouses },
  { row, all }: About,
  wanted: Wanted,
): Promise<void> {
  if (row.isLetGo || row.withdrawFor !== null) {
    const detail = row.isLetGo ? `${row.warehouse} has packed it, and may load it.` : `${row.warehouse} is asked to give it back already.`;
    throw new ProblemError(ORDERS_PROBLEMS.notNow, { detail });
  }
  const back: FulfilmentRow = { ...row, state: "open" };
  if (wanted.verb === "split") splitOf(back, wanted, "");
  if (wanted.verb === "move") await placesFor(ctx, partners, { row: back, all }, wanted.warehouse);
  await changeFulfilment(ctx, row, { fence: row.fence + 1, withdrawFor: "steered", isAsked: true, wanted });
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
  try {
    await steer(ctx, partners, { row, all: await fulfilmentsOf(ctx, row.order) }, wanted);
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
  await changeFulfilment(ctx, row, { state: moved.state, warehouse, hasProgram, goods: moved.goods });
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
  const today = ctx.clock.now().toISOString().slice(0, 10);
  const there = joined([...rest, ...free])
    .filter(({ warehouse: place, expiry }) => place === warehouse && (expiry === null || expiry >= today))
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

/** The shop's own people were told by nothing but the order itself: it is theirs to change. */
function asOurs(row: FulfilmentRow): FulfilmentOrder {
  return row.state === "instructed" && !row.hasProgram ? { ...row, state: "open" } : row;
}

/** @throws {ProblemError} for a refusal, in words */
function done<Result extends object>(result: Result | Refusal): Result {
  if (!("refused" in result)) return result;
  switch (result.refused) {
    case "state": {
      const isTold = result.state === "instructed";
      const detail = isTold ? "Its warehouse was told: hold it first, or wait for it." : `It is ${result.state}.`;
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

/** Why the order goes on, as it is kept with it. @param row as it was before */
export function causeOf(row: FulfilmentRow, steering: Planned): string {
  return isAskedFirst(row) ? `${row.warehouse} is asked to give it back first; then ${wordsOf(row, steering)}` : wordsOf(row, steering);
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
