import { placeName } from "../../../entities/orders/place-name.ts";
import { usePrice } from "../../../entities/shop/Price.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { CardTable } from "../../../ui/CardTable.tsx";
import type { Decision } from "./Routing.tsx";

/** Every place that had something, with its terms: what the decision was made of. */
export function LookedAt({ decision: { warehouses, shipments }, currency }: { decision: Decision; currency: string }) {
  const t = useText();
  const price = usePrice();
  const money = (minor: number) => price({ minor, currency });
  return (
    <CardTable
      caption={t("warehouses.routing.looked-at")}
      rows={warehouses}
      keyOf={({ warehouse }) => warehouse}
      columns={[
        {
          head: t("warehouses.name"),
          cell: ({ warehouse }) => (
            <span className={shipments.some((one) => one.warehouse === warehouse) ? "font-semibold" : undefined}>
              {placeName(warehouse)}
            </span>
          ),
        },
        {
          head: t("warehouses.routing.distance"),
          cell: ({ distanceMetres }) => <T id="warehouses.routing.kilometres" values={{ distance: Math.round(distanceMetres / 1_000) }} />,
        },
        { head: t("warehouses.routing.per-shipment"), cell: ({ minorPerShipment }) => money(minorPerShipment) },
        { head: t("warehouses.routing.per-unit"), cell: ({ minorPerUnit }) => money(minorPerUnit) },
        { head: t("warehouses.routing.per-tonne-kilometre"), cell: ({ minorPerTonneKilometre }) => money(minorPerTonneKilometre) },
        {
          head: t("warehouses.routing.emits"),
          cell: ({ co2eMilligramsPerTonneKilometre }) => (
            <T id="warehouses.routing.grams" values={{ grams: co2eMilligramsPerTonneKilometre / 1_000 }} />
          ),
        },
      ]}
    />
  );
}
