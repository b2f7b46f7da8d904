import { paymentEntry, paymentKind, type PaymentEntry } from "@waybill/protocol/schemas/api/orders";
import type { ListDefinition } from "../../entities/list/definition.ts";
import { ALL_ORDERS } from "../../entities/orders/orders-news.ts";
import { Price } from "../../entities/shop/Price.tsx";
import { InstantText } from "../../entities/Times.tsx";
import { T } from "../../lib/i18n/text.tsx";
import { OrderHistory } from "./OrderHistory.tsx";
import { OrderLink } from "./OrderLink.tsx";

/** What was done about money, of everybody's orders. */
export const PAYMENTS: ListDefinition<PaymentEntry> = {
  name: "payments",
  title: "store.payments",
  path: "/api/payments",
  item: paymentEntry,
  keyOf: ({ id }) => id,
  nameOf: ({ order, kind }) => `${order}, ${kind}`,
  columns: [
    { id: "at", head: "store.payment.at", cell: ({ at }) => <InstantText time={at} />, csv: ({ at }) => at },
    { id: "order", head: "store.order", cell: ({ order }) => <OrderLink id={order} />, csv: ({ order }) => order },
    { id: "kind", head: "store.payment.kind", cell: ({ kind }) => <T id={`store.payment.kind.${kind}`} />, csv: ({ kind }) => kind },
    {
      id: "amount",
      head: "store.payment.amount",
      cell: ({ amount }) => <Price money={amount} className="tabular-nums" />,
      csv: ({ amount }) => `${amount.minor} ${amount.currency}`,
    },
    { id: "reason", head: "store.payment.reason", cell: ({ reason }) => reason ?? "–", csv: ({ reason }) => reason },
    { id: "provider", head: "store.payment.provider", cell: ({ provider }) => provider, csv: ({ provider }) => provider },
  ],
  facets: [
    { kind: "text", name: "order", label: "store.order" },
    {
      kind: "choice",
      name: "kind",
      label: "store.payment.kind",
      options: paymentKind.options.map((value) => ({ value, label: `store.payment.kind.${value}` as const })),
    },
  ],
  empty: "store.payments.none",
  details: ({ order }) => <OrderHistory order={order} />,
  every: 30_000,
  news: [{ stream: ALL_ORDERS, of: ["payment"] }],
};
