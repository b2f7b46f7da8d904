import type { StockBalance } from "@waybill/protocol/schemas/api/stock";
import { T } from "../../lib/i18n/text.tsx";

/** What the ledger counts as gone, and what stays because orders hold it. */
export function WriteOffReach({ balances }: { balances: readonly StockBalance[] }) {
  const free = balances.reduce((total, { onHand, reserved }) => total + onHand - reserved, 0);
  const held = balances.reduce((total, { reserved }) => total + reserved, 0);
  return (
    <div className="space-y-3">
      <p>
        <T id="store.stock.write-off.reach" values={{ pieces: free, held }} />
      </p>
      <ul className="max-h-60 list-disc space-y-1 overflow-y-auto pl-5" tabIndex={0}>
        {balances.map(({ warehouse, gtin, lot, expiry, onHand, reserved }) => (
          <li key={[warehouse, gtin, lot, expiry].join(" ")}>
            <T
              id="store.stock.write-off.one"
              values={{ free: onHand - reserved, gtin: <span className="font-mono text-sm">{gtin}</span>, lot: lot ?? "–", warehouse }}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
