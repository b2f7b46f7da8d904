import { formatGrams } from "@waybill/protocol/measures/grams";
import type { ReactNode } from "react";
import { T } from "../../../lib/i18n/text.tsx";
import { Fact } from "../../../ui/Card.tsx";

/** Grams of an account before and after what is about to be sent. */
export function Change({ name, before, after }: { name: ReactNode; before: bigint; after: bigint }) {
  return (
    <Fact name={name}>
      <span className="tabular-nums">
        <T id="grams.change" values={{ before: formatGrams(before), after: formatGrams(after) }} />
      </span>
    </Fact>
  );
}
