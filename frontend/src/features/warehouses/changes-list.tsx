import { warehouseChange, type WarehouseChange } from "@waybill/protocol/schemas/api/warehouses";
import type { ListDefinition } from "../../entities/list/definition.ts";
import { InstantText } from "../../entities/Times.tsx";
import { T } from "../../lib/i18n/text.tsx";
import { pathOf } from "./use-warehouses.ts";
import { WAREHOUSES } from "../../entities/warehouses/warehouses-news.ts";

/** How a warehouse came to be as it is. */
export function changesOf(id = ""): ListDefinition<WarehouseChange> {
  return {
    name: "warehouse-history",
    // Beside what it has.
    place: "history",
    title: "warehouses.history",
    path: `${pathOf(id)}/history`,
    item: warehouseChange,
    keyOf: (change) => change.id,
    nameOf: ({ at }) => at,
    columns: [
      {
        id: "became",
        head: "warehouses.history.became",
        cell: ({ became }) => <T id={`warehouses.became.${became}`} />,
        csv: ({ became }) => became,
      },
      { id: "cause", head: "store.transition.cause", cell: ({ cause }) => cause, csv: ({ cause }) => cause },
      { id: "at", head: "store.transition.at", cell: ({ at }) => <InstantText time={at} />, csv: ({ at }) => at },
    ],
    facets: [
      {
        kind: "choice",
        name: "became",
        label: "warehouses.history.became",
        options: warehouseChange.shape.became.options.map((value) => ({ value, label: `warehouses.became.${value}` as const })),
      },
    ],
    empty: "list.empty",
    every: 15_000,
    news: [{ stream: WAREHOUSES, of: ["warehouse"] }],
  };
}
