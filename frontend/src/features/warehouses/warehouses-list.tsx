import { comparisonView, warehouseStatus, type WarehouseView } from "@waybill/protocol/schemas/api/warehouses";
import type { HeldListDefinition, ListAct } from "../../entities/list/definition.ts";
import { says } from "../../entities/list/says.ts";
import { History } from "../../entities/console/History.tsx";
import { RelativeTime } from "../../entities/Times.tsx";
import { T } from "../../lib/i18n/text.tsx";
import { sendOwn } from "../../lib/session/session.ts";
import { ACTS } from "./acts.tsx";
import { Synced } from "./Synced.tsx";
import { pathOf } from "./use-warehouses.ts";
import { BreakerMark, WarehouseMarks } from "./WarehouseMarks.tsx";

/** What was found is told on the page of each. */
const COMPARE: ListAct<WarehouseView> = {
  ...{ id: "compare", act: "warehouses:compare", label: "warehouses.compare" },
  ...{ question: "warehouses.compare.question", done: "warehouses.compare.done" },
  appliesTo: ({ removedAt }) => removedAt === null,
  reach: () => <T id="warehouses.compare.about" />,
  perform: ({ id }, _, idempotencyKey) => sendOwn(`${pathOf(id)}/comparison`, comparisonView, { idempotencyKey }),
};

function isInState({ isPaused, removedAt, openConflicts }: WarehouseView, state: string): boolean {
  if (state === "conflicts") return openConflicts > 0;
  if (state === "removed") return removedAt !== null;
  return removedAt === null && isPaused === (state === "paused");
}

/** Every warehouse with a program: how it answers, and how fresh what is known of it is. */
export const WAREHOUSE_LIST: HeldListDefinition<WarehouseView> = {
  name: "warehouses",
  place: "warehouses",
  title: "warehouses.title",
  keyOf: ({ id }) => id,
  nameOf: ({ name }) => name,
  columns: [
    {
      id: "name",
      head: "warehouses.name",
      cell: ({ id, name, country }) => (
        <>
          <a className="link font-semibold" href={`/admin/warehouses/${encodeURIComponent(id)}`}>
            {name}
          </a>
          <span className="block text-muted">{country}</span>
        </>
      ),
      csv: ({ id }) => id,
    },
    {
      id: "status",
      head: "warehouses.status",
      cell: (warehouse) => <WarehouseMarks warehouse={warehouse} />,
      csv: ({ status, isPaused, removedAt }) => (removedAt !== null ? "removed" : isPaused ? `${status}, paused` : status),
    },
    { id: "heard", head: "warehouses.heard", cell: ({ heardAt }) => <RelativeTime time={heardAt} />, csv: ({ heardAt }) => heardAt },
    {
      id: "synced",
      head: "warehouses.synced",
      cell: ({ lastSynced }) => <Synced lastSynced={lastSynced} />,
      csv: ({ lastSynced }) => lastSynced,
    },
    { id: "breaker", head: "warehouses.breaker", cell: ({ breaker }) => <BreakerMark breaker={breaker} />, csv: ({ breaker }) => breaker },
    {
      id: "lag",
      head: "warehouses.lag",
      cell: ({ messages: { lag } }) => <T id="warehouses.lag.value" values={{ count: lag }} />,
      csv: ({ messages }) => messages.lag,
    },
    {
      id: "conflicts",
      head: "warehouses.conflicts",
      cell: ({ openConflicts }) => <span className="tabular-nums">{openConflicts}</span>,
      csv: ({ openConflicts }) => openConflicts,
    },
  ],
  facets: [
    { kind: "text", name: "named", label: "warehouses.named" },
    {
      kind: "choice",
      name: "status",
      label: "warehouses.status",
      options: warehouseStatus.options.map((value) => ({ value, label: `warehouses.became.${value}` as const })),
    },
    {
      kind: "choice",
      name: "state",
      label: "actors.state",
      options: [
        { value: "paused", label: "warehouses.paused" },
        { value: "served", label: "warehouses.served" },
        { value: "conflicts", label: "warehouses.with-conflicts" },
        { value: "removed", label: "warehouses.removed" },
      ],
    },
  ],
  fits: (warehouse, facets) =>
    says(facets.named, warehouse.id, warehouse.name, warehouse.country) &&
    (facets.status ?? warehouse.status) === warehouse.status &&
    (facets.state === undefined || isInState(warehouse, facets.state)),
  empty: "warehouses.none",
  acts: [...ACTS, COMPARE],
  details: ({ id }) => <History subject={id} />,
};
