import { formatGrams } from "@waybill/protocol/measures/grams";
import type { CreditAccounts } from "@waybill/protocol/schemas/api/credits";
import type { ReactNode } from "react";
import { T } from "../../../lib/i18n/text.tsx";

type Term = Exclude<keyof CreditAccounts, "deficit">;

/** held + buffer = issued − retired − cancelled, with its grams; and the deficit, which belongs to those held. */
export function Equation({ accounts }: { accounts: CreditAccounts }) {
  const term = (name: Term, sign?: string): ReactNode => (
    <p data-account={name} className="flex items-end gap-3">
      {sign !== undefined && <span className="text-xl text-muted">{sign}</span>}
      <span>
        <span className="eyebrow block">
          <T id={`carbon.account.${name}`} />
        </span>
        <span className="text-xl break-all tabular-nums">{formatGrams(BigInt(accounts[name]))}</span>
      </span>
    </p>
  );
  return (
    <div className="rounded-xl border border-line bg-surface p-5">
      <div className="flex flex-wrap gap-x-4 gap-y-4">
        {term("held")}
        {term("buffer", "+")}
        {term("issued", "=")}
        {term("retired", "−")}
        {term("cancelled", "−")}
      </div>
      <p data-account="deficit" className="mt-5 border-t border-line pt-4 text-sm text-muted">
        <T id="carbon.deficit" values={{ grams: formatGrams(BigInt(accounts.deficit)), some: accounts.deficit === "0" ? "no" : "yes" }} />
      </p>
    </div>
  );
}
