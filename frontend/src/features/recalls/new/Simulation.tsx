import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Callout } from "../../../ui/Callout.tsx";
import { Section } from "../../../ui/Card.tsx";
import { Skeleton } from "../../../ui/Progress.tsx";
import { HoldersTable } from "../parts/HoldersTable.tsx";
import { OpenOrders } from "../parts/OpenOrders.tsx";
import { Tiers } from "../parts/Tiers.tsx";
import { Unreached } from "../parts/Unreached.tsx";
import type { useSimulation } from "../use-recalls.ts";

/** Whom the recall would reach. Nothing has been sent to anybody. */
export function Simulation({ simulation: { data, error, isPending, refetch } }: { simulation: ReturnType<typeof useSimulation> }) {
  const t = useText();
  return (
    <Section id="reach" title={<T id="recalls.reach" />} intro={<T id="recalls.reach.intro" />}>
      {isPending && <Skeleton lines={4} label={t("app.loading")} />}
      {data === undefined && error !== null && <LoadFailure error={error} onRetry={() => void refetch()} />}
      {data !== undefined && (
        <>
          {data.stoppedBy !== null && <Callout tone="unknown" title={<T id="recalls.stopped" />} className="mb-6" />}
          <p className="mb-4 text-lg">
            <T id="recalls.reach.counts" values={{ goods: data.scope.length, holders: data.holders.length }} />
          </p>
          <Tiers simulation={data} />
          <h3 className="mt-8 mb-3 text-xl">
            <T id="recalls.holders" />
          </h3>
          <HoldersTable holders={data.holders} />
          <Unreached unreached={data.unreached} />
          <OpenOrders orders={data.openOrders} />
        </>
      )}
    </Section>
  );
}
