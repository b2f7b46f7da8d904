import { warehouseStockItem, type WarehouseStockItem } from "@waybill/protocol/schemas/api/warehouses";
import { ExpiredMark } from "../../entities/ExpiredMark.tsx";
import type { ListDefinition } from "../../entities/list/definition.ts";
import { ALL_ORDERS } from "../../entities/orders/orders-news.ts";
import { Moves } from "../../entities/stock/Moves.tsx";
import { RelativeTime } from "../../entities/Times.tsx";
import { T } from "../../lib/i18n/text.tsx";
import { StatusMark } from "../../ui/StatusMark.tsx";
import { pathOf } from "./use-warehouses.ts";
import { WAREHOUSES } from "../../entities/warehouses/warehouses-news.ts";

const keyOf = ({ gtin, lot, expiry }: WarehouseStockItem) => [gtin, lot, expiry].join(" ");

/** What a warehouse has said that it has, lot by lot, beside the shop's ledger. */
export function stockBeside(id = ""): ListDefinition<WarehouseStockItem> {
  return {
    name: "warehouse-stock",
    title: "warehouses.stock",
    path: `${pathOf(id)}/stock`,
    item: warehouseStockItem,
    keyOf,
    nameOf: keyOf,
    columns: [
      {
        id: "gtin",
        head: "store.article.gtin",
        cell: ({ gtin, lot, expiry, isExpired }) => (
          <>
            <span className="font-mono">{gtin}</span>
            {lot !== null && (
              <span className="block">
                <T id="warehouses.lot" values={{ lot }} />
              </span>
            )}
            {expiry !== null && (
              <span className="block text-muted">
                <T id="warehouses.expiry" values={{ expiry }} />
              </span>
            )}
            {isExpired && <ExpiredMark />}
          </>
        ),
        csv: keyOf,
      },
      {
        id: "theirs",
        head: "warehouses.stock.theirs",
        cell: ({ onHand }) => <span className="tabular-nums">{onHand}</span>,
        csv: ({ onHand }) => onHand,
      },
      {
        id: "ours",
        head: "warehouses.stock.ours",
        cell: ({ ledger: { onHand } }) => <span className="tabular-nums">{onHand}</span>,
        csv: ({ ledger }) => ledger.onHand,
      },
      {
        id: "reserved",
        head: "store.stock.reserved",
        cell: ({ ledger: { reserved } }) => <span className="tabular-nums">{reserved}</span>,
        csv: ({ ledger }) => ledger.reserved,
      },
      {
        id: "drift",
        head: "warehouses.stock.drift",
        cell: ({ drift }) => (
          <StatusMark plain tone={drift === 0 ? "passed" : "failed"}>
            <T id={drift === 0 ? "warehouses.stock.same" : "warehouses.stock.differs"} values={{ drift }} />
          </StatusMark>
        ),
        csv: ({ drift }) => drift,
      },
      {
        id: "synced",
        head: "warehouses.stock.synced",
        cell: ({ lastSynced }) => <RelativeTime time={lastSynced} />,
        csv: ({ lastSynced }) => lastSynced,
      },
    ],
    facets: [{ kind: "text", name: "gtin", label: "store.stock.by-gtin" }],
    empty: "warehouses.stock.none",
    details: ({ gtin }) => <Moves gtin={gtin} warehouse={id} />,
    every: 15_000,
    // The ledger beside it moves with orders.
    news: [{ stream: WAREHOUSES, of: ["warehouse", "stock"] }, { stream: ALL_ORDERS }],
  };
}
