import type { OrderEvent, OrderState } from "@waybill/protocol/orders/states";
import { inTransaction, reading, type Ctx } from "../../../platform/context.ts";
import type { App } from "../../../platform/app.ts";
import { fault } from "../../../platform/faults.ts";
import { changeFulfilment, fulfilmentsOf, isActive, isLost, type FulfilmentRow } from "../fulfilment/fulfilment.store.ts";
import { mergeBack } from "../fulfilment/merge-told.ts";
import type { Stock, Warehouses } from "../orders.ports.ts";
import { moneyKey, movedGoodsOf } from "../goods-moved.store.ts";
import { findOrder, linesOf, setWaitsFor, type OrderRow } from "../orders.store.ts";
import { refusalKey, standingOf } from "../payments/payments.domain.ts";
import type { PaymentProvider, ProvidersTruth } from "../payments/payments.ports.ts";
import { getPayment, noteOperations, operationsOf } from "../payments/payments.store.ts";
import { attemptOf, transitionsOf } from "../transitions.store.ts";
import { planRest } from "../planning/plan-rest.ts";
import { endExpired } from "./end-expired.ts";
import { inTime } from "./in-time.ts";
import { askBackAll, endGone } from "./ask-back.ts";
import { askWarehouses, raiseFences } from "./tell-warehouses.ts";

/** Whom the saga asks. */
export interface Partners {
  stock: Stock;
  warehouses: Warehouses;
  /** The provider of that name. @throws when it is none of this installation */
  provider(name: string): PaymentProvider;
}

/** What came of a step: what to note, and by which event the order moves on. Without an event it waits until somebody tells. */
export interface Outcome {
  event?: { event: OrderEvent; cause: string };
  note?: (ctx: Ctx) => Promise<void>;
  /** The step has noted by itself what it did: the order is read again, and goes on from there. */
  isNoted?: true;
}

/** Asks others, by the order's id: a step that was taken and not noted is taken again, and does nothing twice. */
export type Step = (app: App, partners: Partners, order: OrderRow) => Promise<Outcome>;

const reserve: Step = async (app, { stock }, { id }) => {
  const lines = await linesOf(reading(app), id);
  const answer = await inTime("the stock", stock.reserve(id, lines));
  await fault("orders.after_reserve");
  if (answer === "held") return { event: { event: "reserve", cause: "all of it is held" } };
  return { event: { event: "lack", cause: `of ${answer.gtin} there are ${answer.left} left` } };
};

const authorise: Step = async (app, partners, { id }) => {
  const payment = await getPayment(reading(app), id);
  const truth = await inTime(payment.provider, partners.provider(payment.provider).authorise(payment));
  await fault("orders.after_authorise");
  const note = (ctx: Ctx) => noteOperations(ctx, id, truth);
  const { state } = standingOf(truth);
  if (state === "authorised") return { note, event: { event: "authorise", cause: "the money is held" } };
  if (state === "declined") return { note, event: { event: "decline", cause: reasonOf(truth) } };
  return { note };
};

/** What may be held is let go, whether it is or not: the order may have been called off while it was being asked for. */
export const letGo: Step = async (app, { stock, provider }, { id }) => {
  const payment = await getPayment(reading(app), id);
  const lines = await linesOf(reading(app), id);
  const truth = await inTime(payment.provider, provider(payment.provider).void(id));
  await fault("orders.after_void");
  return {
    event: { event: "let-go", cause: "nothing is held for it any more" },
    async note(ctx) {
      await noteOperations(ctx, id, truth);
      // Nobody was told of these, or the states before would have asked them back.
      for (const one of (await fulfilmentsOf(ctx, id)).filter(isActive))
        await changeFulfilment(ctx, one, "abandon", { endedFor: "called-off" });
      await stock.release(ctx, id, lines);
    },
  };
};

/**
 * Who ships what is decided, and then said to warehouses: first what has no place, then what nobody was told, then what was not answered. Placing
 * an order never comes here; this waits for no warehouse longer than for an answer.
 *
 * @throws what a warehouse failed with, once the others were asked: the job is tried again
 */
const fulfil: Step = async (app, partners, order) => {
  await endGone(app, partners.warehouses, order.id);
  await endExpired(app, order.id);
  if (await mergeBack(app, order.id)) return { isNoted: true };
  const planning = await planRest(app, partners, order.id);
  if (planning.isMoved) return { isNoted: true };
  const waits = planning.waits === null ? [] : [planning.waits];
  if (order.state !== "authorised") {
    if (await raiseFences(app, order.id)) return { isNoted: true };
    const asked = await askWarehouses(app, partners, order.id);
    if (asked.isMoved) return { isNoted: true };
    waits.push(...asked.waits);
    if (asked.failure !== null) {
      await inTransaction(app, (ctx) => setWaitsFor(ctx, order.id, waits.join("; ")));
      throw asked.failure;
    }
  }
  const all = await fulfilmentsOf(reading(app), order.id);
  const held = all.filter(({ state }) => state === "held");
  waits.push(
    ...held.map(({ warehouse, heldFor }) => `what ${warehouse} is to pack is held: ${heldFor}`),
    ...all.filter(isLost).map(lostWords),
  );
  const words = waits.length > 0 ? waits.join("; ") : null;
  if (words === order.waitsFor) return {};
  await inTransaction(app, async (ctx) => {
    if ((await findOrder(ctx, order.id))?.version === order.version) await setWaitsFor(ctx, order.id, words);
  });
  return {};
};

/** Asks back what warehouses were told of an order that was called off. What was faster leaves, and stays sold. */
const withdraw: Step = async (app, partners, order) => {
  await askBackAll(app, partners.warehouses, order.id);
  const asked = await askWarehouses(app, partners, order.id);
  const left = (await fulfilmentsOf(reading(app), order.id)).filter(isActive);
  const hasLeft = (await linesOf(reading(app), order.id)).some(({ shipped }) => shipped > 0);
  if (left.length === 0) {
    const cause = hasLeft ? "what has not left will not leave" : "nothing of it will leave";
    return { event: { event: hasLeft ? "withdraw-rest" : "withdraw", cause } };
  }
  if (asked.isMoved) return { isNoted: true };
  const late = left.filter(({ isTooLate }) => isTooLate).map(({ warehouse }) => `what ${warehouse} has packed was on its way already`);
  const words = [...asked.waits, ...late, ...left.filter(isLost).map(lostWords)].join("; ");
  await inTransaction(app, (ctx) => setWaitsFor(ctx, order.id, words === "" ? null : words));
  if (asked.failure !== null) throw asked.failure;
  return {};
};

function lostWords({ warehouse }: FulfilmentRow): string {
  return `${warehouse} had packed a part of it and has another database since: somebody of the shop has to find out whether that part has left`;
}

/** The money for what has left is taken, or for what came back given back: for each shipment and return by itself, under its own key. */
const follow: Step = async (app, partners, { id }) => {
  const { truth } = await moneyForGoods(app, partners, id);
  return truth === null ? {} : { note: (ctx) => noteOperations(ctx, id, truth) };
};

/** The same, while the rest is on its way. Where the bank does not pay, nobody is told to pack any more of it until the shop has decided. */
const goOnShipping: Step = async (app, partners, order) => {
  const { truth, refusal, isToSetOff } = await moneyForGoods(app, partners, order.id);
  if (truth !== null) await inTransaction(app, (ctx) => noteOperations(ctx, order.id, truth));
  if (isToSetOff) return { isNoted: true };
  return refusal === null ? fulfil(app, partners, order) : { note: (ctx) => noteWaiting(ctx, order, refusal) };
};

async function noteWaiting(ctx: Ctx, { id, version }: OrderRow, words: string): Promise<void> {
  if ((await findOrder(ctx, id))?.version === version) await setWaitsFor(ctx, id, words);
}

/** The same, and what is held for a rest that will never leave is let go. */
const settle: Step = async (app, partners, order) => {
  const { truth, refusal, isToSetOff } = await moneyForGoods(app, partners, order.id);
  if (truth !== null && isToSetOff) {
    await inTransaction(app, (ctx) => noteOperations(ctx, order.id, truth));
    return { isNoted: true };
  }
  if (refusal !== null)
    return {
      async note(ctx) {
        if (truth !== null) await noteOperations(ctx, order.id, truth);
        await noteWaiting(ctx, order, refusal);
      },
    };
  const { note } = await letGo(app, partners, order);
  return { ...(note && { note }), event: { event: "settle", cause: "all that has left is paid for" } };
};

interface Money {
  /** What the provider knows after it was asked; null where it need not be. */
  truth: ProvidersTruth | null;
  /** Why it does not pay for something that has left, in words. */
  refusal: string | null;
  /** What was given up is to be noted before anything goes back: it is set off. */
  isToSetOff: boolean;
}

async function moneyForGoods(app: App, { provider }: Partners, id: string): Promise<Money> {
  const [payment, goods] = [await getPayment(reading(app), id), await movedGoodsOf(reading(app), id)];
  const [books, attempt] = [await operationsOf(reading(app), id), attemptOf(await transitionsOf(reading(app), id))];
  const unpaid = goods.filter(({ isPaid }) => !isPaid);
  const money: Money = { truth: null, refusal: null, isToSetOff: unpaid.some(({ isGivenUp }) => isGivenUp) };
  for (const { id: moved, kind, amountMinor: worth, waivedMinor, isGivenUp } of unpaid) {
    const bank = provider(payment.provider);
    const asked = { key: moneyKey(kind, moved), amountMinor: worth - waivedMinor };
    if (kind === "return" && money.isToSetOff) continue;
    if (kind === "return") {
      // What was never paid does not go back: it waits for whoever decides about that.
      const { capturedMinor, refundedMinor } = standingOf(money.truth ?? books);
      if (money.refusal === null || capturedMinor - refundedMinor >= asked.amountMinor)
        money.truth = await inTime(payment.provider, bank.refund(id, asked));
      continue;
    }
    const answer = await inTime(payment.provider, isGivenUp ? bank.giveUp(id, asked.key) : bank.capture(id, { ...asked, attempt }));
    money.truth = answer;
    const refused = answer.find(({ key }) => key === refusalKey(attempt, asked.key));
    if (!isGivenUp && refused !== undefined) money.refusal ??= `what has left is not paid: ${refused.reason ?? "the bank refused"}`;
  }
  if (money.truth !== null) await fault("orders.after_capture");
  return money;
}

/** The step of each state; where there is none, an order is at rest. */
export const STEPS: Readonly<Partial<Record<OrderState, Step>>> = {
  ...{ created: reserve, reserved: authorise, authorised: fulfil, routed: fulfil, instructed: fulfil, "shipped-in-part": goOnShipping },
  ...{ shipped: settle, closed: follow, withdrawing: withdraw, cancelling: letGo },
};

function reasonOf(truth: ProvidersTruth): string {
  return truth.findLast(({ kind }) => kind === "decline")?.reason ?? "the money was declined";
}
