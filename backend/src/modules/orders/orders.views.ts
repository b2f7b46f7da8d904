import type { FulfilmentView, OrderRouting, OrderView } from "@waybill/protocol/schemas/api/orders";
import type { Ctx } from "../../platform/context.ts";
import type { Principal } from "../../platform/http/principal.ts";
import { pageByTime } from "../../platform/http/time-page.ts";
import type { PersonalFields } from "../../platform/personal/personal-fields.ts";
import { showDelivery } from "./delivery.ts";
import { newestNews } from "./events/order-news.store.ts";
import { movedGoodsOf, type GoodsMoved, type MovedLine } from "./goods-moved.store.ts";
import { fulfilmentsOf, isLost, type FulfilmentRow } from "./fulfilment/fulfilment.store.ts";
import { isToMerge } from "./fulfilment/merge-told.ts";
import { decisionsOf, type Decision } from "./planning/decisions.store.ts";
import { FIRST_PRICES } from "./planning/routing-prices.ts";
import { linesOf, listOrders, type ListedOrder, type OrderRow, type OrdersPage } from "./orders.store.ts";
import { standingOf } from "./payments/payments.domain.ts";
import { getPayment, operationsOf } from "./payments/payments.store.ts";
import { transitionsOf } from "./transitions.store.ts";

/** One order as whoever asks may read it. */
export async function viewOfOrder(
  ctx: Pick<Ctx, "tx">,
  personal: PersonalFields,
  principal: Principal | null,
  order: OrderRow,
): Promise<OrderView> {
  const { id, state, version, currency, goodsMinor, shippingMinor, taxMinor, totalMinor, placedAt, waitsFor } = order;
  // First of all: what is committed after it may be in the answer already, and is told once more.
  const told = await newestNews(ctx, id);
  const { provider } = await getPayment(ctx, id);
  const [transitions, goods, fulfilments] = [await transitionsOf(ctx, id), await movedGoodsOf(ctx, id), await fulfilmentsOf(ctx, id)];
  return {
    ...{ id, state, version, told, placedAt: placedAt.toISOString(), total: { minor: totalMinor, currency } },
    ...{ lines: await linesOf(ctx, id), goodsMinor, shippingMinor, taxMinor },
    delivery: showDelivery(principal, personal, order),
    payment: { provider, ...standingOf(await operationsOf(ctx, id)) },
    waitsFor,
    fulfilments: fulfilments.map(viewOfFulfilment),
    // A warehouse's shipment has the key of its fulfilment order.
    shipments: goods
      .filter(({ kind }) => kind === "shipment")
      .map((one) => {
        const { parcels = [], carrier = null, tracking = null } = fulfilments.find((fulfilment) => fulfilment.id === one.key) ?? {};
        return { ...viewOfGoods(one), parcels: [...parcels], carrier, tracking };
      }),
    returns: goods
      .filter(({ kind }) => kind === "return")
      .map((one) => ({ ...viewOfGoods(one), lines: one.lines.map(({ to = null, ...line }) => ({ ...line, to })) })),
    transitions: transitions.map(({ at, ...transition }) => ({ ...transition, at: at.toISOString() })),
  };
}

function viewOfGoods({
  id,
  lines,
  amountMinor,
  waivedMinor,
  isPaid,
  at,
}: GoodsMoved): Omit<OrderView["returns"][number], "lines"> & { lines: MovedLine[] } {
  return { id, at: at.toISOString(), lines: [...lines], amountMinor, waivedMinor, isPaid };
}

function viewOfFulfilment({
  id,
  warehouse,
  state,
  heldFor,
  endedFor,
  hasProgram,
  isAsked,
  isLetGo,
  goods,
  ...row
}: FulfilmentRow): FulfilmentView {
  const isLostNow = isLost({ state, isLetGo, ...row });
  return {
    id,
    warehouse,
    state,
    heldFor,
    endedFor,
    hasProgram,
    isAsked,
    isLetGo,
    isLost: isLostNow,
    wanted: row.withdrawFor === "steered" || isToMerge({ state, ...row }) ? (row.wanted?.verb ?? null) : null,
    goods: [...goods],
  };
}

/** How it was decided who ships what of an order, in numbers, beside what the usual rule would have cost. */
export async function viewOfRouting(ctx: Pick<Ctx, "tx">, order: string): Promise<OrderRouting> {
  return { decisions: (await decisionsOf(ctx, order)).map(viewOfDecision) };
}

function viewOfDecision({ number, at, madeFor, problem, problemDigest, excluded, plan }: Decision): OrderRouting["decisions"][number] {
  const { solver, objective, parts, bound, gap, isProven, greedyObjective, shipments, assignments, short } = plan;
  return {
    ...{ number, at: at.toISOString(), madeFor, problemDigest, solver, objective, parts, bound, gap, isProven },
    ...{ greedyObjective, savedBesideGreedy: greedyObjective - objective },
    ...{ shipments: [...shipments], assignments: [...assignments], short: [...short], warehouses: [...problem.warehouses] },
    ...{ excluded: excluded.warehouses, assumedMass: excluded.assumedMass, destination: excluded.destination ?? "country" },
    prices: { ...problem.prices, number: 0, assumedMassGrams: FIRST_PRICES.assumedMassGrams, ...excluded.prices },
  };
}

/** A page of orders, newest first. */
export async function pageOfOrders(ctx: Pick<Ctx, "tx">, page: OrdersPage) {
  return pageByTime(
    await listOrders(ctx, page),
    page.limit,
    ({ placedAt, id }) => ({ at: placedAt, id }),
    ({ id, state, placedAt, totalMinor, currency, lines, pieces, isHeld }: ListedOrder) => ({
      ...{ id, state, placedAt: placedAt.toISOString(), total: { minor: totalMinor, currency }, lines, pieces, isHeld },
    }),
  );
}
