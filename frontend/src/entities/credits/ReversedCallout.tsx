import { formatGrams } from "@waybill/protocol/measures/grams";
import { reversalOf } from "@waybill/protocol/measures/reversal";
import type { CreditAccounts } from "@waybill/protocol/schemas/api/credits";
import { T } from "../../lib/i18n/text.tsx";
import { Callout } from "../../ui/Callout.tsx";

interface ReversedCalloutProps {
  accounts: CreditAccounts;
  /** The deficit is told elsewhere. */
  isBesideAccounts?: boolean;
  className?: string;
}

/** Says of a saving that it was called off, in part or as a whole, and whether that is made good. Nothing where it stands. */
export function ReversedCallout({ accounts, isBesideAccounts = false, className }: ReversedCalloutProps) {
  const reversal = reversalOf(accounts);
  if (reversal === "none") return null;
  const { issued, retired, cancelled, deficit } = accounts;
  const words = { reversed: formatGrams(BigInt(cancelled) + BigInt(deficit)), issued: formatGrams(BigInt(issued)) };
  return (
    <Callout className={className} tone="failed" title={<T id={`carbon.reversed.${reversal}`} values={words} />}>
      {!isBesideAccounts && (
        <p>
          <T id="carbon.deficit" values={{ grams: formatGrams(BigInt(deficit)), some: deficit === "0" ? "covered" : "yes" }} />
        </p>
      )}
      {retired !== "0" && (
        <p>
          <T id="carbon.reversed.retired" values={{ retired: formatGrams(BigInt(retired)) }} />
        </p>
      )}
    </Callout>
  );
}
