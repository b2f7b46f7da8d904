import { stockBalance, type StockBalance } from "@waybill/protocol/schemas/api/stock";
import { ExpiredMark } from "../../entities/ExpiredMark.tsx";
import type { ListDefinition } from "../../entities/list/definition.ts";
import { ALL_ORDERS } from "../../entities/orders/orders-news.ts";
import { WAREHOUSES } from "../../entities/warehouses/warehouses-news.ts";
import { T } from "../../lib/i18n/text.tsx";
import { Moves } from "./Moves.tsx";

const keyOf = ({ warehouse, gtin, lot, expiry }: StockBalance) => [warehouse, gtin, lot, expiry].join(" ");

/** What is there of each lot at each warehouse, with what has moved under each. */
export const STOCK: ListDefinition<StockBalance> = {
  name: "stock",
  title: "store.stock",
  path: "/api/stock/balances",
  item: stockBalance,
  keyOf,
  nameOf: ({ gtin, warehouse }) => `${gtin}, ${warehouse}`,
  columns: [
    {
      id: "gtin",
      head: "store.article.gtin",
      cell: ({ gtin }) => (
        <a className="link font-mono text-sm" href={`/shop/${gtin}`}>
          {gtin}
        </a>
      ),
      csv: ({ gtin }) => gtin,
    },
    { id: "warehouse", head: "store.stock.warehouse", cell: ({ warehouse }) => warehouse, csv: ({ warehouse }) => warehouse },
    {
      id: "lot",
      head: "store.stock.lot",
      cell: ({ gtin, lot }) =>
        lot === null ? (
          "–"
        ) : (
          <a className="link" href={`/01/${gtin}/10/${encodeURIComponent(lot)}`}>
            {lot}
          </a>
        ),
      csv: ({ lot }) => lot,
    },
    {
      id: "expiry",
      head: "store.stock.expiry",
      cell: ({ expiry, isExpired }) => (
        <>
          {expiry ?? "–"}
          {isExpired && <ExpiredMark />}
        </>
      ),
      csv: ({ expiry }) => expiry,
    },
    { id: "on-hand", head: "store.stock.on-hand", cell: ({ onHand }) => onHand, csv: ({ onHand }) => onHand },
    { id: "reserved", head: "store.stock.reserved", cell: ({ reserved }) => reserved, csv: ({ reserved }) => reserved },
    {
      id: "available",
      head: "store.stock.available",
      cell: ({ available, isSold }) => (isSold ? available : <T id="store.stock.not-sold" />),
      csv: ({ available }) => available,
    },
  ],
  facets: [
    { kind: "text", name: "gtin", label: "store.stock.by-gtin" },
    { kind: "text", name: "warehouse", label: "store.stock.warehouse" },
  ],
  empty: "store.stock.none",
  every: 30_000,
  // What moves with orders, and what came in, was counted, or is told by warehouses.
  news: [{ stream: ALL_ORDERS }, { stream: WAREHOUSES, of: ["warehouse", "stock"] }],
  details: (balance) => <Moves {...balance} />,
};
