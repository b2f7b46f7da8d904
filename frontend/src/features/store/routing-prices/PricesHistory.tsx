import type { RoutingPricesView } from "@waybill/protocol/schemas/api/routing";
import { InstantText } from "../../../entities/Times.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { CardTable } from "../../../ui/CardTable.tsx";
import { PRICE_NAMES } from "./use-routing-prices.ts";

/** What counts, and what has counted before it. */
export function PricesHistory({ items }: { items: readonly RoutingPricesView[] }) {
  const t = useText();
  return (
    <CardTable
      caption={t("store.routing.before")}
      rows={items}
      keyOf={({ number }) => String(number)}
      columns={[
        { head: t("store.routing.number"), cell: ({ number }) => number, className: "tabular-nums" },
        {
          head: t("store.routing.since"),
          cell: ({ setAt }) => (setAt === null ? <T id="store.routing.first" /> : <InstantText time={setAt} />),
        },
        ...PRICE_NAMES.map((name) => ({
          head: t(`store.routing.${name}`),
          isLongHead: true as const,
          cell: (prices: RoutingPricesView) => <T id="store.routing.value" values={{ value: prices[name] }} />,
          className: "tabular-nums",
        })),
      ]}
    />
  );
}
