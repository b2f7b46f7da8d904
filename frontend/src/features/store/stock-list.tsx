import { stockBalance, type StockBalance } from "@waybill/protocol/schemas/api/stock";
import { z } from "zod";
import { ExpiredMark } from "../../entities/ExpiredMark.tsx";
import type { ListDefinition } from "../../entities/list/definition.ts";
import { ALL_ORDERS } from "../../entities/orders/orders-news.ts";
import { Moves } from "../../entities/stock/Moves.tsx";
import { WAREHOUSES } from "../../entities/warehouses/warehouses-news.ts";
import { T } from "../../lib/i18n/text.tsx";
import { sendOwn } from "../../lib/session/session.ts";
import { WriteOffReach } from "./WriteOffReach.tsx";

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
    { kind: "text", name: "lot", label: "store.stock.lot" },
    {
      kind: "choice",
      name: "state",
      label: "store.stock.state",
      options: (["available", "reserved", "expired", "empty"] as const).map((value) => ({
        value,
        label: `store.stock.state.${value}` as const,
      })),
    },
  ],
  empty: "store.stock.none",
  every: 30_000,
  // What moves with orders, and what came in, was counted, or is told by warehouses.
  news: [{ stream: ALL_ORDERS }, { stream: WAREHOUSES, of: ["warehouse", "stock"] }],
  acts: [
    {
      ...{ id: "write-off", act: "stock:adjust", label: "store.stock.write-off", isDangerous: true },
      ...{ question: "store.stock.write-off.question", done: "store.stock.write-off.done" },
      asks: { kind: "text", label: "store.stock.write-off.reason", maxCharacters: 100 },
      // Also of what is not sold: it has expired, or its warehouse was removed.
      appliesTo: ({ onHand, reserved }) => onHand > reserved,
      reach: (balances) => <WriteOffReach balances={balances} />,
      // What is held for orders stays: it is theirs.
      perform: ({ warehouse, gtin, lot, expiry, reserved }, reference, idempotencyKey) =>
        sendOwn("/api/stock/counts", z.unknown(), { body: { warehouse, gtin, lot, expiry, counted: reserved, reference }, idempotencyKey }),
    },
  ],
  details: (balance) => <Moves {...balance} />,
};
