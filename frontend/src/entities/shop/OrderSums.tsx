import { T } from "../../lib/i18n/text.tsx";
import { Price } from "./Price.tsx";

interface OrderSumsProps {
  goodsMinor: number;
  shippingMinor: number;
  taxMinor: number;
  totalMinor: number;
  currency: string;
}

/** Goods, delivery, and all of it with the tax within. */
export function OrderSums({ goodsMinor, shippingMinor, taxMinor, totalMinor, currency }: OrderSumsProps) {
  const rows = [
    { id: "shop.sum.goods", minor: goodsMinor },
    { id: "shop.sum.delivery", minor: shippingMinor },
  ] as const;
  return (
    <dl className="space-y-1.5 tabular-nums">
      {rows.map(({ id, minor }) => (
        <div key={id} className="flex justify-between gap-4">
          <dt>
            <T id={id} />
          </dt>
          <dd>
            <Price money={{ minor, currency }} />
          </dd>
        </div>
      ))}
      <div className="flex justify-between gap-4 text-lg font-semibold">
        <dt>
          <T id="shop.sum.total" />
        </dt>
        <dd data-testid="total">
          <Price money={{ minor: totalMinor, currency }} />
        </dd>
      </div>
      <div className="flex justify-between gap-4 text-sm text-muted">
        <dt>
          <T id="shop.sum.tax" />
        </dt>
        <dd>
          <Price money={{ minor: taxMinor, currency }} />
        </dd>
      </div>
    </dl>
  );
}
