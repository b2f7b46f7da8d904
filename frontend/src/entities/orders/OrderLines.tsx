import { Price } from "../shop/Price.tsx";
import { T } from "../../lib/i18n/text.tsx";
import type { TrackedOrder } from "./tracked-order.ts";

/** What was ordered, and how much of each has left and come back. */
export function OrderLines({ order: { lines, total } }: { order: TrackedOrder }) {
  return (
    <ul className="divide-y divide-line border-y border-line">
      {lines.map(({ number, gtin, title, quantity, amountMinor, shipped, returned }) => (
        <li key={number} className="flex flex-wrap items-baseline justify-between gap-x-5 gap-y-1 py-3">
          <div className="min-w-40 flex-1">
            <a className="link font-medium" href={`/shop/${gtin}`}>
              <T id="shop.line" values={{ quantity, title }} />
            </a>
            <p className="text-sm text-muted">
              <T id="orders.line.moved" values={{ shipped, quantity, returned }} />
            </p>
          </div>
          <Price money={{ minor: amountMinor, currency: total.currency }} className="tabular-nums" />
        </li>
      ))}
    </ul>
  );
}
