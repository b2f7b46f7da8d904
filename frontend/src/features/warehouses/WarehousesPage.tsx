import type { WarehouseView } from "@waybill/protocol/schemas/api/warehouses";
import { LoadFailure } from "../../entities/LoadFailure.tsx";
import { List } from "../../entities/list/List.tsx";
import { PageTitle } from "../../entities/Fetched.tsx";
import { RelativeTime } from "../../entities/Times.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Section } from "../../ui/Card.tsx";
import { CardTable } from "../../ui/CardTable.tsx";
import { Skeleton } from "../../ui/Progress.tsx";
import { CONFLICTS } from "./conflicts-list.tsx";
import { useWarehouses } from "./use-warehouses.ts";
import { BreakerMark, WarehouseMarks } from "./WarehouseMarks.tsx";

/** Every warehouse with a program: how it answers, how fresh what is known of it is, and what does not fit together. */
export function WarehousesPage() {
  const t = useText();
  const { data, error, isError, refetch } = useWarehouses();
  return (
    <>
      <PageTitle title={t("warehouses.title")}>
        <T id="warehouses.about" />
      </PageTitle>
      {data === undefined && !isError && <Skeleton lines={6} label={t("app.loading")} />}
      {data === undefined && isError && <LoadFailure error={error} onRetry={() => void refetch()} />}
      {data !== undefined && isError && <Callout className="mb-6" tone="unknown" title={<T id="error.stale" />} live />}
      {data?.length === 0 && (
        <p className="text-muted">
          <T id="warehouses.none" />
        </p>
      )}
      {data !== undefined && data.length > 0 && <Overview warehouses={data} />}
      <Section id="conflicts" title={<T id="warehouses.conflicts" />} intro={<T id="warehouses.conflicts.about" />}>
        <List list={CONFLICTS} />
      </Section>
    </>
  );
}

function Overview({ warehouses }: { warehouses: readonly WarehouseView[] }) {
  const t = useText();
  return (
    <CardTable
      caption={t("warehouses.title")}
      rows={warehouses}
      keyOf={({ id }) => id}
      columns={[
        {
          head: t("warehouses.name"),
          cell: ({ id, name, country }) => (
            <>
              <a className="link font-semibold" href={`/admin/warehouses/${encodeURIComponent(id)}`}>
                {name}
              </a>
              <span className="block text-muted">{country}</span>
            </>
          ),
        },
        { head: t("warehouses.status"), cell: (warehouse) => <WarehouseMarks warehouse={warehouse} /> },
        { head: t("warehouses.heard"), cell: ({ heardAt }) => <RelativeTime time={heardAt} /> },
        { head: t("warehouses.synced"), cell: ({ lastSynced }) => <Synced lastSynced={lastSynced} /> },
        { head: t("warehouses.breaker"), cell: ({ breaker }) => <BreakerMark breaker={breaker} /> },
        { head: t("warehouses.lag"), cell: ({ messages: { lag } }) => <T id="warehouses.lag.value" values={{ count: lag }} /> },
        { head: t("warehouses.conflicts"), cell: ({ openConflicts }) => openConflicts, className: "tabular-nums" },
      ]}
    />
  );
}

export function Synced({ lastSynced }: Pick<WarehouseView, "lastSynced">) {
  return lastSynced === null ? <T id="warehouses.synced.never" /> : <RelativeTime time={lastSynced} />;
}
