import { orderState } from "@waybill/protocol/orders/states";
import type { ListDefinition } from "../../entities/list/definition.ts";
import { ALL_ORDERS } from "../../entities/orders/orders-news.ts";
import { OrderState } from "../../entities/orders/OrderState.tsx";
import { listedOrder, type ListedOrder } from "../../entities/orders/tracked-order.ts";
import { Price } from "../../entities/shop/Price.tsx";
import { InstantText } from "../../entities/Times.tsx";
import { T } from "../../lib/i18n/text.tsx";
import { StatusMark } from "../../ui/StatusMark.tsx";
import { ORDER_ACTS } from "./order-acts.tsx";
import { OrderHistory } from "./OrderHistory.tsx";
import { OrderLink } from "./OrderLink.tsx";

/** Everybody's orders. */
export const ORDERS: ListDefinition<ListedOrder> = {
  name: "orders",
  title: "store.orders",
  path: "/api/orders",
  item: listedOrder,
  keyOf: ({ id }) => id,
  nameOf: ({ id }) => id,
  columns: [
    {
      id: "order",
      head: "store.order",
      cell: ({ id }) => <OrderLink id={id} />,
      csv: ({ id }) => id,
    },
    {
      id: "state",
      head: "store.order.state",
      cell: ({ state, isHeld }) => (
        <span className="flex flex-wrap gap-x-3">
          <OrderState state={state} />
          {isHeld && (
            <StatusMark tone="unknown" plain>
              <T id="warehouses.part.held" />
            </StatusMark>
          )}
        </span>
      ),
      csv: ({ state, isHeld }) => (isHeld ? `${state}, held` : state),
    },
    {
      id: "placed",
      head: "store.order.placed",
      cell: ({ placedAt }) => <InstantText time={placedAt} />,
      csv: ({ placedAt }) => placedAt,
    },
    {
      id: "pieces",
      head: "store.order.pieces",
      cell: ({ pieces }) => <span className="tabular-nums">{pieces}</span>,
      csv: ({ pieces }) => pieces,
    },
    {
      id: "total",
      head: "store.order.total",
      cell: ({ total }) => <Price money={total} className="tabular-nums" />,
      csv: ({ total }) => `${total.minor} ${total.currency}`,
    },
  ],
  facets: [
    { kind: "text", name: "named", label: "store.orders.named" },
    { kind: "text", name: "gtin", label: "store.stock.by-gtin" },
    { kind: "text", name: "warehouse", label: "store.stock.warehouse" },
    {
      kind: "choice",
      name: "state",
      label: "store.order.state",
      options: orderState.options.map((value) => ({ value, label: `store.state.${value}` as const })),
    },
    {
      kind: "choice",
      name: "held",
      label: "store.orders.held",
      options: [
        { value: "true", label: "store.orders.held.yes" },
        { value: "false", label: "store.orders.held.no" },
      ],
    },
  ],
  empty: "store.orders.none",
  acts: ORDER_ACTS,
  details: ({ id }) => <OrderHistory order={id} />,
  every: 15_000,
  news: [{ stream: ALL_ORDERS, of: ["transition"] }],
};

/** States in which somebody or something has to act: the columns of the board. */
export const BOARD_STATES = orderState.options.filter((state) => state !== "closed" && state !== "cancelled");
