import { returnSummary, type ReturnSummary } from "@waybill/protocol/schemas/api/orders";
import type { ListDefinition } from "../../entities/list/definition.ts";
import { ALL_ORDERS } from "../../entities/orders/orders-news.ts";
import { Price } from "../../entities/shop/Price.tsx";
import { InstantText } from "../../entities/Times.tsx";
import { T } from "../../lib/i18n/text.tsx";
import { OrderHistory } from "./OrderHistory.tsx";
import { OrderLink } from "./OrderLink.tsx";

/** Goods that came back, of everybody's orders. */
export const RETURNS: ListDefinition<ReturnSummary> = {
  name: "returns",
  title: "store.returns",
  path: "/api/returns",
  item: returnSummary,
  keyOf: ({ id }) => id,
  nameOf: ({ order }) => order,
  columns: [
    { id: "at", head: "store.return.at", cell: ({ at }) => <InstantText time={at} />, csv: ({ at }) => at },
    { id: "order", head: "store.order", cell: ({ order }) => <OrderLink id={order} />, csv: ({ order }) => order },
    {
      id: "pieces",
      head: "store.order.pieces",
      cell: ({ pieces }) => <span className="tabular-nums">{pieces}</span>,
      csv: ({ pieces }) => pieces,
    },
    {
      id: "amount",
      head: "store.payment.amount",
      cell: ({ amount }) => <Price money={amount} className="tabular-nums" />,
      csv: ({ amount }) => `${amount.minor} ${amount.currency}`,
    },
    {
      id: "money",
      head: "store.return.money",
      cell: ({ isPaid }) => <T id={isPaid ? "store.return.paid" : "store.return.unpaid"} />,
      csv: ({ isPaid }) => String(isPaid),
    },
  ],
  facets: [
    { kind: "text", name: "order", label: "store.order" },
    {
      kind: "choice",
      name: "paid",
      label: "store.return.money",
      options: [
        { value: "true", label: "store.return.paid" },
        { value: "false", label: "store.return.unpaid" },
      ],
    },
  ],
  empty: "store.returns.none",
  details: ({ order }) => <OrderHistory order={order} />,
  every: 30_000,
  news: [{ stream: ALL_ORDERS, of: ["return", "paid"] }],
};
