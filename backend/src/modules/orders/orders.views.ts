import type { OrderView } from "@waybill/protocol/schemas/api/orders";
import type { Ctx } from "../../platform/context.ts";
import type { Principal } from "../../platform/http/principal.ts";
import { pageByTime } from "../../platform/http/time-page.ts";
import type { PersonalFields } from "../../platform/personal/personal-fields.ts";
import { showDelivery } from "./delivery.ts";
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
  const transitions = await transitionsOf(ctx, id);
  return {
    ...{ id, state, version, placedAt: placedAt.toISOString(), total: { minor: totalMinor, currency } },
    ...{ lines: await linesOf(ctx, id), goodsMinor, shippingMinor, taxMinor },
    delivery: showDelivery(principal, personal, order),
    payment: { provider, ...standingOf(await operationsOf(ctx, id)) },
    transitions: transitions.map(({ at, ...transition }) => ({ ...transition, at: at.toISOString() })),
  };
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
