import { useConsole } from "../../../entities/console/console.ts";
import { History } from "../../../entities/console/History.tsx";
import { PageTitle } from "../../../entities/Fetched.tsx";
import { HeldList } from "../../../entities/list/List.tsx";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { mayDo } from "../../../lib/session/may.ts";
import { Section } from "../../../ui/Card.tsx";
import { Skeleton } from "../../../ui/Progress.tsx";
import { PostalAreas } from "./PostalAreas.tsx";
import { PricesForm } from "./PricesForm.tsx";
import { PRICES } from "./prices-list.tsx";
import { useRoutingPrices } from "./use-routing-prices.ts";

/** What plans of orders are charged for, beside what warehouses cost, and where postal codes are. */
export function RoutingPricesPage() {
  const t = useText();
  const { me } = useConsole();
  const { data, error, isError, refetch } = useRoutingPrices();
  const current = data?.[0];
  return (
    <>
      <PageTitle title={t("store.routing")}>
        <T id="store.routing.about" />
      </PageTitle>
      {current === undefined ? (
        isError ? (
          <LoadFailure error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton lines={6} label={t("app.loading")} />
        )
      ) : (
        <>
          <PricesForm key={current.number} current={current} />
          <Section id="before" title={<T id="store.routing.before" />}>
            <HeldList list={PRICES} items={data ?? []} />
          </Section>
        </>
      )}
      <Section id="areas" title={<T id="store.areas" />} intro={<T id="store.areas.about" />}>
        <PostalAreas />
      </Section>
      {mayDo(me, "auditLog:read") && (
        <div className="mt-10">
          <History action="routing-prices.set" />
        </div>
      )}
    </>
  );
}
