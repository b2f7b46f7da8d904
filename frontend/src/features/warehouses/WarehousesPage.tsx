import { LoadFailure } from "../../entities/LoadFailure.tsx";
import { HeldList, List } from "../../entities/list/List.tsx";
import { PageTitle } from "../../entities/Fetched.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Section } from "../../ui/Card.tsx";
import { Skeleton } from "../../ui/Progress.tsx";
import { CONFLICTS } from "./conflicts-list.tsx";
import { useWarehouses } from "./use-warehouses.ts";
import { WAREHOUSE_LIST } from "./warehouses-list.tsx";

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
      {data !== undefined && <HeldList list={WAREHOUSE_LIST} items={data} />}
      <Section id="conflicts" title={<T id="warehouses.conflicts" />} intro={<T id="warehouses.conflicts.about" />}>
        <List list={CONFLICTS} />
      </Section>
    </>
  );
}
