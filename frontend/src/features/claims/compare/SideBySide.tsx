import type { ClaimView } from "@waybill/protocol/schemas/api/claims";
import { useState } from "react";
import { SaveCsv } from "../../../entities/SaveCsv.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { useIsNarrow } from "../../../lib/use-is-narrow.ts";
import { Tabs } from "../../../ui/Tabs.tsx";
import { CompareCards } from "./CompareCards.tsx";
import { comparedOf, CSV_HEADS, csvRow } from "./compared.ts";
import { CompareTable } from "./CompareTable.tsx";
import { EvidenceList } from "./EvidenceList.tsx";

/**
 * What would have been beside what happened, element by element, and the evidence beside both. On a narrow screen they are stacked, and a switch
 * leads from the numbers to the evidence and back.
 */
export function SideBySide({ claim }: { claim: ClaimView }) {
  const t = useText();
  const isNarrow = useIsNarrow();
  const [shown, setShown] = useState<"numbers" | "evidence">("numbers");
  const compared = comparedOf(claim);
  const numbers = (
    <>
      {isNarrow ? <CompareCards {...{ claim, compared }} /> : <CompareTable {...{ claim, compared }} />}
      <p className="mt-3 max-w-2xl text-sm text-muted">
        <T id="claims.rounding" />
      </p>
      <SaveCsv name="claim" heads={CSV_HEADS} rows={() => compared.map(csvRow)} />
    </>
  );
  const evidence = <EvidenceList documents={claim.documents} />;
  if (isNarrow) {
    return (
      <Tabs
        label={t("claims.compare.switch")}
        value={shown}
        onValueChange={setShown}
        tabs={[
          { value: "numbers", label: <T id="claims.compare.numbers" />, content: numbers },
          { value: "evidence", label: <T id="claims.evidence.count" values={{ count: claim.documents.length }} />, content: evidence },
        ]}
      />
    );
  }
  return (
    <div className="grid items-start gap-8 lg:grid-cols-[1fr_18rem]">
      <div className="min-w-0">{numbers}</div>
      <aside aria-labelledby="evidence-title" className="lg:sticky lg:top-6">
        <h3 id="evidence-title" className="mb-3 font-sans text-base font-semibold">
          <T id="claims.evidence" />
        </h3>
        {evidence}
      </aside>
    </div>
  );
}
