import type { InstructionAnswer, WithdrawalAnswer } from "@waybill/protocol/schemas/warehouse/instructions";
import type { App } from "../../../platform/app.ts";
import { inTransaction, reading, type Ctx } from "../../../platform/context.ts";
import { fault } from "../../../platform/faults.ts";
import { openDelivery } from "../delivery.ts";
import {
  changeFulfilment,
  findFulfilment,
  fulfilmentsOf,
  insertFulfilment,
  noteFulfilment,
  takeOut,
  type EndedFor,
  type FulfilmentRow,
} from "../fulfilment/fulfilment.store.ts";
import type { Wanted } from "../fulfilment/fulfilment.domain.ts";
import { apart, ofLines } from "../fulfilment/shares.domain.ts";
import { isSame, isSameOfLines, together } from "../fulfilment/goods.domain.ts";
import { doWanted } from "../fulfilment/steer.service.ts";
import { nextOrderState } from "../orders.domain.ts";
import type { RoutableWarehouse, Stock, Warehouses } from "../orders.ports.ts";
import { findOrder, linesOf, type LineRow, type OrderRow } from "../orders.store.ts";
import { moveOn, OrderMovedOn } from "../transitions.store.ts";
import { followHeld } from "../fulfilment/follow-held.ts";
import { inTime } from "./in-time.ts";

/** What came of asking: whether anything changed, what is still waited for, and who did not answer. */
export interface Asked {
  isMoved: boolean;
  waits: string[];
  failure: Error | null;
}

/**
 * Writes down that the open fulfilment orders of an order are told, before anybody is: from then on each may be packed, and only its warehouse
 * says whether it is. @returns whether there were any
 */
export async function raiseFences(app: App, id: string): Promise<boolean> {
  if (!(await fulfilmentsOf(reading(app), id)).some(({ state }) => state === "open")) return false;
  return inTransaction(app, async (ctx) => {
    const order = await findOrder(ctx, id, { isLocked: true });
    if (order === undefined || nextOrderState(order.state, "instruct") === undefined) return false;
    const open = (await fulfilmentsOf(ctx, id)).filter(({ state }) => state === "open");
    if (open.length === 0) return false;
    for (const one of open) await changeFulfilment(ctx, one, "instruct", { fence: one.fence + 1, isAsked: one.hasProgram });
    const told = [...new Set(open.map(({ warehouse }) => warehouse))].join(" and ");
    await moveOn(ctx, order, { event: "instruct", by: "saga", cause: `${told} ${open.length === 1 ? "is" : "are"} to pack it` });
    await fault("orders.before_fence_commit");
    return true;
  });
}

/** Says to each warehouse what was written down, and notes its answer. Nobody waits for another one. */
export async function askWarehouses(app: App, { stock, warehouses }: { stock: Stock; warehouses: Warehouses }, id: string): Promise<Asked> {
  const asked = (await fulfilmentsOf(reading(app), id)).filter(({ isAsked }) => isAsked);
  const outcome: Asked = { isMoved: false, waits: [], failure: null };
  if (asked.length === 0) return outcome;
  const [order, lines, known] = [await findOrder(reading(app), id), await linesOf(reading(app), id), await warehouses.list(reading(app))];
  if (order === undefined) return outcome;
  if (asked.some(({ withdrawFor }) => withdrawFor === null) && openDelivery(app.personal, order) === null)
    return { ...outcome, waits: ["its customer was erased, and nobody can read any more where it goes: call it off"] };
  await Promise.all(
    asked.map(async (one) => {
      try {
        const isChanged = await (one.withdrawFor === null ? instruct : askBack)(app, { stock, warehouses }, { one, order, lines });
        outcome.isMoved ||= isChanged;
      } catch (error) {
        if (error instanceof OrderMovedOn) return void (outcome.isMoved = true);
        outcome.waits.push(waitsFor(one, known));
        // One that is away is not asked again and again: it is noticed when it is back.
        if (!isAway(known, one.warehouse)) outcome.failure ??= error as Error;
      }
    }),
  );
  outcome.waits.sort();
  return outcome;
}

interface About {
  one: FulfilmentRow;
  order: OrderRow;
  lines: readonly LineRow[];
}

async function instruct(
  app: App,
  { stock, warehouses }: { stock: Stock; warehouses: Warehouses },
  { one, order, lines }: About,
): Promise<boolean> {
  const delivery = openDelivery(app.personal, order);
  if (delivery === null) throw new Error(`nobody can read any more where order ${order.id} goes`);
  const titles = new Map(lines.map(({ number, title }) => [number, title]));
  const goods = one.goods.map((part) => ({ ...part, title: titles.get(part.line) ?? part.gtin }));
  const { id, fence, warehouse } = one;
  const answer = await inTime(warehouse, warehouses.instruct(warehouse, { id, fence, order: order.id, goods, delivery }));
  await fault("orders.after_instruct");
  return inTransaction(app, (ctx) => noteInstructed(ctx, stock, one, answer));
}

/** @returns whether a part of it has to go elsewhere */
async function noteInstructed(ctx: Ctx, stock: Stock, { id, order, fence }: FulfilmentRow, answer: InstructionAnswer): Promise<boolean> {
  await findOrder(ctx, order, { isLocked: true });
  const row = await findFulfilment(ctx, id);
  // Noted by a run that was faster, or asked back since.
  if (row === undefined || !row.isAsked || row.fence !== fence || row.withdrawFor !== null) return false;
  if (answer.fence !== fence) throw new Error(`${row.warehouse} answered about word ${answer.fence} of ${id}, not ${fence}`);
  const goods = answer.answer === "impossible" ? [] : together(answer.goods);
  if (answer.answer === "accepted" && !isSameOfLines(goods, row.goods))
    throw new Error(`${row.warehouse} accepted other quantities of ${id} than it was asked for`);
  return noteGoods(ctx, stock, row, goods, { isAsked: false });
}

/** Its warehouse holds these goods and no others: the rest is planned again, elsewhere. @returns whether there is a rest */
export async function noteGoods(
  ctx: Ctx,
  stock: Stock,
  row: FulfilmentRow,
  goods: FulfilmentRow["goods"],
  change: { isAsked: false; isLetGo?: true; parcels?: FulfilmentRow["parcels"] },
): Promise<boolean> {
  // As they were planned, so they are held.
  if (isSame(goods, row.goods)) {
    await noteFulfilment(ctx, row, change);
    return false;
  }
  const there = ofLines(goods);
  const lacking = [...ofLines(row.goods)].flatMap(([line, quantity]) => {
    const missing = quantity - (there.get(line) ?? 0);
    if (missing < 0) throw new Error(`${row.warehouse} holds more for ${row.id} than it was asked for`);
    const { gtin = "" } = row.goods.find((part) => part.line === line) ?? {};
    return missing === 0 ? [] : [{ line, gtin, lot: null, expiry: null, quantity: missing }];
  });
  if ([...there.keys()].some((line) => !ofLines(row.goods).has(line))) throw new Error(`${row.warehouse} holds other goods for ${row.id}`);
  await takeOut(ctx, row, apart(row.goods, lacking).taken, goods, change);
  await followHeld(ctx, stock, row.order);
  return lacking.length > 0;
}

async function askBack(app: App, partners: { stock: Stock; warehouses: Warehouses }, { one }: About): Promise<boolean> {
  const { id, fence, warehouse } = one;
  const answer = await inTime(warehouse, partners.warehouses.withdraw(warehouse, { id, fence }));
  await fault("orders.after_withdraw");
  return inTransaction(app, (ctx) => noteAskedBack(ctx, partners, one, answer));
}

async function noteAskedBack(
  ctx: Ctx,
  partners: { stock: Stock; warehouses: Warehouses },
  { id, order: of, fence }: FulfilmentRow,
  { answer }: WithdrawalAnswer,
): Promise<boolean> {
  const order = await findOrder(ctx, of, { isLocked: true });
  const row = await findFulfilment(ctx, id);
  if (row === undefined || !row.isAsked || row.fence !== fence || row.withdrawFor === null) return false;
  if (row.withdrawFor === "steered") {
    if (row.wanted === null || order === undefined) throw new Error(`nobody knows what is wanted of ${id}`);
    await noteSteered(ctx, partners, { row, order, wanted: row.wanted }, answer);
  } else if (answer === "too-late") await noteFulfilment(ctx, row, { isAsked: false, isTooLate: true });
  else await endWithdrawn(ctx, row, row.withdrawFor);
  return true;
}

/** What its warehouse was asked back for by the shop's people is done, or it has left already. */
async function noteSteered(
  ctx: Ctx,
  partners: { stock: Stock; warehouses: Warehouses },
  { row, order, wanted }: { row: FulfilmentRow; order: OrderRow; wanted: Wanted },
  answer: WithdrawalAnswer["answer"],
): Promise<void> {
  const isBack = answer === "withdrawn";
  if (isBack) await changeFulfilment(ctx, row, "withdraw", { wanted: null });
  else await noteFulfilment(ctx, row, { isAsked: false, withdrawFor: null, wanted: null, isTooLate: true });
  const back = await findFulfilment(ctx, row.id);
  const cause = isBack && back ? await doWanted(ctx, partners, back, wanted) : `what ${row.warehouse} has packed was on its way already`;
  await moveOn(ctx, order, { event: "reroute", by: "saga", cause });
}

/** Of goods that its warehouse has too little of nothing is planned there again; what else was with them may be. */
async function endWithdrawn(ctx: Ctx, row: FulfilmentRow, endedFor: EndedFor): Promise<void> {
  const others = row.lacks === null ? [] : row.goods.filter(({ gtin }) => gtin !== row.lacks);
  const goods = row.goods.filter((part) => !others.includes(part));
  if (endedFor === "lacking") await changeFulfilment(ctx, row, "lack", { isLetGo: false, goods });
  else await changeFulfilment(ctx, row, "abandon", { endedFor, isLetGo: false, goods });
  const { order, warehouse, hasProgram } = row;
  if (others.length > 0)
    await insertFulfilment(ctx, { order, warehouse, hasProgram, goods: others, endedFor: "planned-anew" }, ["abandon"]);
}

function waitsFor({ warehouse, withdrawFor }: FulfilmentRow, known: readonly RoutableWarehouse[]): string {
  const asked = withdrawFor === null ? "is asked to pack it" : "is asked to give it back";
  return `${warehouse} ${asked}, and ${isAway(known, warehouse) ? "is away" : "does not answer"}`;
}

export function isAway(known: readonly RoutableWarehouse[], warehouse: string): boolean {
  return known.find(({ id }) => id === warehouse)?.isAway === true;
}
