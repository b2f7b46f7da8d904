import type { StockBalance } from "@waybill/protocol/schemas/api/stock";
import { T } from "../../lib/i18n/text.tsx";

/** What the ledger counts as gone, and what stays because orders hold it. */
export function WriteOffReach({ balances }: { balances: readonly StockBalance[] }) {
  const sum = (one: "available" | "reserved") => balances.reduce((total, balance) => total + balance[one], 0);
  return (
    <div className="space-y-3">
      <p>
        <T id="store.stock.write-off.reach" values={{ pieces: sum("available"), held: sum("reserved") }} />
      </p>
      <ul className="max-h-60 list-disc space-y-1 overflow-y-auto pl-5" tabIndex={0}>
        {balances.map(({ warehouse, gtin, lot, expiry, available }) => (
          <li key={[warehouse, gtin, lot, expiry].join(" ")}>
            <T
              id="store.stock.write-off.one"
              values={{ available, gtin: <span className="font-mono text-sm">{gtin}</span>, lot: lot ?? "–", warehouse }}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
