import { warehouseConflict, type WarehouseConflict } from "@waybill/protocol/schemas/api/warehouses";
import { History } from "../../entities/console/History.tsx";
import type { ListDefinition } from "../../entities/list/definition.ts";
import { placeName } from "../../entities/orders/place-name.ts";
import { RelativeTime } from "../../entities/Times.tsx";
import { T } from "../../lib/i18n/text.tsx";
import { StatusMark } from "../../ui/StatusMark.tsx";
import { BothSides } from "./BothSides.tsx";
import { WAREHOUSES } from "../../entities/warehouses/warehouses-news.ts";

/** What the shop and its warehouses cannot both be right about. */
export const CONFLICTS: ListDefinition<WarehouseConflict> = {
  name: "warehouse-conflicts",
  title: "warehouses.conflicts",
  path: "/api/warehouse-conflicts",
  item: warehouseConflict,
  keyOf: ({ id }) => id,
  nameOf: ({ id }) => id,
  columns: [
    {
      id: "warehouse",
      head: "warehouses.name",
      cell: ({ warehouse }) => (
        <a className="link" href={`/admin/warehouses/${encodeURIComponent(warehouse)}`}>
          {placeName(warehouse)}
        </a>
      ),
      csv: ({ warehouse }) => warehouse,
    },
    {
      id: "sides",
      head: "warehouses.conflict.sides",
      cell: (conflict) => <BothSides conflict={conflict} />,
      csv: ({ stock, instance }) =>
        stock === null
          ? `instance ${instance ?? ""}`
          : `${stock.gtin} ${stock.lot ?? ""}: theirs ${stock.theirs}, ours ${stock.ours}, reserved ${stock.reserved}`,
    },
    {
      id: "found",
      head: "warehouses.conflict.found",
      cell: ({ foundAt }) => <RelativeTime time={foundAt} />,
      csv: ({ foundAt }) => foundAt,
    },
    {
      id: "ended",
      head: "warehouses.conflict.state",
      cell: ({ endedAt }) => (
        <StatusMark plain tone={endedAt === null ? "failed" : "passed"}>
          <T id={endedAt === null ? "warehouses.conflict.open" : "warehouses.conflict.over"} />
        </StatusMark>
      ),
      csv: ({ endedAt }) => endedAt,
    },
  ],
  facets: [
    {
      ...{ kind: "choice", name: "open", label: "warehouses.conflict.state" },
      options: [
        { value: "true", label: "warehouses.conflict.open" },
        { value: "false", label: "warehouses.conflict.over" },
      ],
    },
    { kind: "text", name: "warehouse", label: "warehouses.short-name" },
  ],
  empty: "warehouses.conflicts.none",
  details: ({ warehouse }) => <History subject={warehouse} />,
  every: 15_000,
  news: [{ stream: WAREHOUSES, of: ["conflict"] }],
};
