import type { OrderEvent, OrderState } from "@waybill/protocol/orders/states";
import { inTransaction, type Ctx } from "../../../platform/context.ts";
import type { App } from "../../../platform/app.ts";
import type { Stock } from "../orders.ports.ts";
import { MONEY_OF, moneyKey, movedGoodsOf } from "../goods-moved.store.ts";
import { linesOf, type OrderRow } from "../orders.store.ts";
import { standingOf } from "../payments/payments.domain.ts";
import type { PaymentProvider, ProvidersTruth } from "../payments/payments.ports.ts";
import { getPayment, noteOperations } from "../payments/payments.store.ts";
import { inTime } from "./in-time.ts";

/** Whom the saga asks. */
export interface Partners {
  stock: Stock;
  /** The provider of that name. @throws when it is none of this installation */
  provider(name: string): PaymentProvider;
}

/** What came of a step: what to note, and by which event the order moves on. Without an event it waits until somebody tells. */
export interface Outcome {
  event?: { event: OrderEvent; cause: string };
  note?: (ctx: Ctx) => Promise<void>;
}

/** Asks others, by the order's id: a step that was taken and not noted is taken again, and does nothing twice. */
export type Step = (app: App, partners: Partners, order: OrderRow) => Promise<Outcome>;

const reserve: Step = async (app, { stock }, { id }) => {
  const lines = await inTransaction(app, (ctx) => linesOf(ctx, id));
  const answer = await inTime("the stock", stock.reserve(id, lines));
  if (answer === "held") return { event: { event: "reserve", cause: "all of it is held" } };
  return { event: { event: "lack", cause: `of ${answer.gtin} there are ${answer.left} left` } };
};

const authorise: Step = async (app, partners, { id }) => {
  const payment = await inTransaction(app, (ctx) => getPayment(ctx, id));
  const truth = await inTime(payment.provider, partners.provider(payment.provider).authorise(payment));
  const note = (ctx: Ctx) => noteOperations(ctx, id, truth);
  const { state } = standingOf(truth);
  if (state === "authorised") return { note, event: { event: "authorise", cause: "the money is held" } };
  if (state === "declined") return { note, event: { event: "decline", cause: reasonOf(truth) } };
  return { note };
};

/** What may be held is let go, whether it is or not: the order may have been called off while it was being asked for. */
export const letGo: Step = async (app, { stock, provider }, { id }) => {
  const { payment, lines } = await inTransaction(app, async (ctx) => ({
    payment: await getPayment(ctx, id),
    lines: await linesOf(ctx, id),
  }));
  const truth = await inTime(payment.provider, provider(payment.provider).void(id));
  return {
    event: { event: "let-go", cause: "nothing is held for it any more" },
    async note(ctx) {
      await noteOperations(ctx, id, truth);
      await stock.release(ctx, id, lines);
    },
  };
};

/** The money for what has left is taken, or for what came back given back: for each shipment and return by itself, under its own key. */
const follow: Step = async (app, partners, { id }) => {
  const truth = await moneyForGoods(app, partners, id);
  return truth === null ? {} : { note: (ctx) => noteOperations(ctx, id, truth) };
};

/** The same, and what is held for a rest that will never leave is let go. */
const settle: Step = async (app, partners, order) => {
  await moneyForGoods(app, partners, order.id);
  const { note } = await letGo(app, partners, order);
  return { ...(note && { note }), event: { event: "settle", cause: "all that has left is paid for" } };
};

async function moneyForGoods(app: App, { provider }: Partners, id: string): Promise<ProvidersTruth | null> {
  const { payment, goods } = await inTransaction(app, async (ctx) => ({
    payment: await getPayment(ctx, id),
    goods: await movedGoodsOf(ctx, id),
  }));
  let truth: ProvidersTruth | null = null;
  for (const { id: moved, kind, amountMinor } of goods.filter(({ isPaid }) => !isPaid))
    truth = await inTime(payment.provider, provider(payment.provider)[MONEY_OF[kind]](id, { key: moneyKey(kind, moved), amountMinor }));
  return truth;
}

/** The step of each state; where there is none, an order is at rest. */
export const STEPS: Readonly<Partial<Record<OrderState, Step>>> = {
  ...{ created: reserve, reserved: authorise, "shipped-in-part": follow, shipped: settle, closed: follow, cancelling: letGo },
};

function reasonOf(truth: ProvidersTruth): string {
  return truth.findLast(({ kind }) => kind === "decline")?.reason ?? "the money was declined";
}
