import type { OrderView } from "@waybill/protocol/schemas/api/orders";
import type { Ctx } from "../../platform/context.ts";
import type { Principal } from "../../platform/http/principal.ts";
import { pageByTime } from "../../platform/http/time-page.ts";
import type { PersonalFields } from "../../platform/personal/personal-fields.ts";
import { showDelivery } from "./delivery.ts";
import { movedGoodsOf, type GoodsMoved } from "./goods-moved.store.ts";
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
  const { id, state, version, currency, goodsMinor, shippingMinor, taxMinor, totalMinor, placedAt } = order;
  const { provider } = await getPayment(ctx, id);
  const [transitions, goods] = [await transitionsOf(ctx, id), await movedGoodsOf(ctx, id)];
  return {
    ...{ id, state, version, placedAt: placedAt.toISOString(), total: { minor: totalMinor, currency } },
    ...{ lines: await linesOf(ctx, id), goodsMinor, shippingMinor, taxMinor },
    delivery: showDelivery(principal, personal, order),
    payment: { provider, ...standingOf(await operationsOf(ctx, id)) },
    shipments: goods.filter(({ kind }) => kind === "shipment").map(viewOfGoods),
    returns: goods.filter(({ kind }) => kind === "return").map(viewOfGoods),
    transitions: transitions.map(({ at, ...transition }) => ({ ...transition, at: at.toISOString() })),
  };
}

function viewOfGoods({ id, lines, amountMinor, isPaid, at }: GoodsMoved): OrderView["shipments"][number] {
  return { id, at: at.toISOString(), lines, amountMinor, isPaid };
}

/** A page of orders, newest first. */
export async function pageOfOrders(ctx: Pick<Ctx, "tx">, page: OrdersPage) {
  return pageByTime(
    await listOrders(ctx, page),
    page.limit,
    ({ placedAt, id }) => ({ at: placedAt, id }),
    ({ id, state, placedAt, totalMinor, currency, lines, pieces }: ListedOrder) => ({
      ...{ id, state, placedAt: placedAt.toISOString(), total: { minor: totalMinor, currency }, lines, pieces },
    }),
  );
}
